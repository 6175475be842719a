"""That this file is here puts tests/ on the import path, for `handmade` and `building`."""

"""Train the tagger from raw public corpora to the ONNX file: `python -m briefing.tagger.train --help`."""

from __future__ import annotations

import argparse
from pathlib import Path

from briefing.tagger.train.run import Recipe, train


def main() -> None:
    p = argparse.ArgumentParser(prog="python -m briefing.tagger.train", description=__doc__)
    p.add_argument("--polnear", type=Path, help="checkout or bare git directory of networkdynamics/PolNeAR")
    p.add_argument("--newsdiscourse", type=Path, help="the same of prafulla77/Discourse_Profiling")
    p.add_argument("--gum", type=Path, help="the same of amir-zeldes/gum (added to the tags' training)")
    p.add_argument(
        "--cc-by",
        action="store_true",
        help="train on CC BY data alone (GUM without its Wikinews news articles)",
    )
    p.add_argument("--encoder", type=Path, help="folder with model.safetensors and vocab.txt of a MiniLM-L6 encoder")
    p.add_argument("--out", type=Path, default=Path("tagger"), help="folder for checkpoints, log and weights.onnx")
    p.add_argument("--epochs", type=int, default=Recipe().epochs)
    p.add_argument("--minutes", type=float, help="end the schedule after so long even if epochs remain")
    p.add_argument("--seed", type=int, default=Recipe().seed)
    p.add_argument("--threads", type=int, default=2)
    a = p.parse_args()
    if a.cc_by and not a.gum:
        p.error("--cc-by trains on GUM: give its place with --gum")
    if not a.cc_by and not (a.polnear and a.newsdiscourse):
        p.error("give --polnear and --newsdiscourse, or --cc-by with --gum")
    train(
        Recipe(epochs=a.epochs, minutes=a.minutes, seed=a.seed, threads=a.threads),
        out=a.out,
        polnear=None if a.cc_by else a.polnear,
        newsdiscourse=None if a.cc_by else a.newsdiscourse,
        gum=a.gum,
        encoder=a.encoder,
    )


if __name__ == "__main__":
    main()

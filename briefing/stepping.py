"""spaCy's parser and entity recogniser, moved on step by step from Python, with the same outcome in half the time.

spaCy runs their loop without the interpreter's lock, yet takes that lock after almost every call in it, to ask for an
exception (spaCy 3.8 as compiled by Cython 3: for each of 74 moves at each token), which is most of what the recogniser
takes. spaCy's beam search goes through the same loop by methods that keep the lock; those are called here. The sums are
the same to the bit, since the network, its batches and the choice of the best move are spaCy's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from spacy.pipeline import DependencyParser, EntityRecognizer
from spacy.util import minibatch

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# A step from Python costs some 40 µs whatever the number of docs it moves on, and saves some 10 µs a doc for the parser
# and 50 µs for the recogniser, which tries each of its moves.
LEAST_DOCS = {DependencyParser: 4, EntityRecognizer: 1}
_GIVES = {DependencyParser: "DEP", EntityRecognizer: "ENT_IOB"}


class Stepping:
    """In the place of a parser or recogniser."""

    def __init__(self, component: Any) -> None:
        self._component = component
        self._least = LEAST_DOCS[type(component)]
        self._gives = _GIVES[type(component)]

    def __call__(self, doc: Doc) -> Doc:
        self._annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Each doc in turn, in spaCy's own batches: the short ones together."""
        for batch in minibatch(stream, batch_size):
            docs = list(batch)
            for some in minibatch(sorted(docs, key=len), max(batch_size // 4, 2)):
                self._annotate(list(some))
            yield from docs

    def _annotate(self, docs: list[Doc]) -> None:
        self._component.set_annotations(docs, self._states(docs))

    def _states(self, docs: list[Doc]) -> Any:
        component = self._component
        tokens = sum(map(len, docs))
        # What is annotated already may hold a label that is new to the component, which spaCy then adds.
        if tokens < self._least * max(map(len, docs)) or any(doc.has_annotation(self._gives) for doc in docs):
            return component.predict(docs)
        states = component.moves.init_batch(docs)
        if not tokens:
            return states
        steps = component.model.predict(docs)
        left = [state for state in states if not state.is_final()]
        while left:
            left = component.transition_states(left, steps.predict(left))
        steps.clear_memory()
        return states


def step(nlp: Language) -> None:
    """Let the pipeline's parser and recogniser be moved on from here, those that are spaCy's own and search greedily.

    They stand behind what gives them vectors and are used for nothing else, so that only their place is taken.
    """
    component: Any
    for place, (name, component) in enumerate(nlp._components):
        if type(component) in LEAST_DOCS and component.cfg.get("beam_width", 1) == 1:
            nlp._components[place] = (name, Stepping(component))

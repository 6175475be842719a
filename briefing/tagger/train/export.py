"""From the trained network to the one ONNX file that the runtime reads: int8, vocabulary included."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional as F

from briefing.tagger.labels import ROLES, TAGS
from briefing.tagger.pieces import POSITION_FEATURES, WINDOW
from briefing.tagger.train.model import HEADS, LINK_WIDTH, WIDTH, Network

OPSET = 17
# Left in fp32: together they are small, and rounding them would round every answer.
IN_FULL = ("/tags/", "/link_from/", "/link_to/", "/roles/")


class Table(nn.Module):
    """An embedding in int8 with a scale for each row: half the file would be this table in fp32."""

    def __init__(self, of: nn.Embedding) -> None:
        super().__init__()
        weight = of.weight.detach()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        self.weight = weight[:1]

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids]


class FusedAttention(torch.autograd.Function):
    """Attention as one node of onnxruntime, a fifth faster than its parts.

    Without a mask: the runtime reads each window by itself and has no padding.
    """

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        return v.clone()  # only the shape matters while tracing

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=HEADS).setType(q.type())


class Served(nn.Module):
    """What the runtime calls: two graphs in one file, one for a window, one for an article's sentence roles.

    Probabilities instead of scores; link scores ready for a softmax.
    """

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, marks: Tensor, belong: Tensor, sums: Tensor, where: Tensor) -> tuple[Tensor, ...]:
        """`belong` [sentences of the window, pieces]; `sums` and `where` [sentences of the article, …]."""
        net, e = self.net, self.net.encoder
        x = e.norm(e.word(ids) + e.position.weight[: ids.shape[0]] + e.mark(marks))[None]
        for layer in e.layers:
            a = layer.attention
            x = layer.norm1(x + a.out(FusedAttention.apply(a.query(x), a.key(x), a.value(x))))
            x = layer.norm2(x + layer.down(F.gelu(layer.up(x))))
        x = x[0]
        return (
            net.tags(x).softmax(-1),
            net.link_from(x) / LINK_WIDTH**0.5,
            net.link_to(x),
            net.roles.gather(x, belong),
            net.roles.judge(sums, where).softmax(-1),
        )


def export(net: Network, vocabulary: Sequence[str], out: Path) -> Path:
    """Write `weights.onnx` (int8) and, to compare with, `weights.fp32.onnx` into `out`."""
    net = net.eval()
    full, small = out / "weights.fp32.onnx", out / "weights.onnx"
    _write(net, full)
    describe(full, vocabulary)
    word = net.encoder.word
    net.encoder.word = Table(word)
    try:
        _write(net, small)
    finally:
        net.encoder.word = word
    heads = [n.name for n in onnx.load(small).graph.node if n.op_type == "MatMul" and any(h in n.name for h in IN_FULL)]
    # Per channel for exactness; the reduced range so that processors without VNNI do not overflow and agree.
    quantize_dynamic(
        small,
        small,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=heads,
    )
    describe(small, vocabulary)
    return small


def _write(net: Network, to: Path) -> None:
    pieces, sentences = 24, 3
    ids = torch.randint(1000, 2000, (pieces,))
    belong = torch.zeros(sentences, pieces)
    belong[:, 4:9] = 1
    given = (ids, torch.zeros_like(ids), belong, torch.ones(5, WIDTH + 1), torch.zeros(5, POSITION_FEATURES))
    torch.onnx.export(
        Served(net),
        given,
        str(to),
        input_names=["ids", "marks", "belong", "sums", "where"],
        output_names=["tags", "link_from", "link_to", "gathered", "roles"],
        dynamic_axes={
            **{name: {0: "pieces"} for name in ("ids", "marks", "tags", "link_from", "link_to")},
            **{name: {0: "all_sentences"} for name in ("sums", "where", "roles")},
            "belong": {0: "sentences", 1: "pieces"},
            "gathered": {0: "sentences"},
        },
        opset_version=OPSET,
        dynamo=False,
    )


def describe(path: Path, vocabulary: Sequence[str]) -> None:
    """Put the vocabulary, the labels and a version (of the graph and its weights) into the file."""
    model = onnx.load(path)
    del model.metadata_props[:]
    model.producer_name, model.producer_version, model.doc_string = "briefing", "", ""
    about = {
        "vocabulary": "\n".join(vocabulary),
        "tags": json.dumps(TAGS),
        "roles": json.dumps(ROLES),
        "window": str(WINDOW),
        "sums": str(WIDTH + 1),
        "version": hashlib.sha256(model.SerializeToString(deterministic=True)).hexdigest()[:12],
    }
    for key, value in about.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    onnx.save(model, path)

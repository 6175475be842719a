"""The network: a small BERT encoder (MiniLM-L6); over it token tags, links between them, and sentence roles.

Plain modules rather than the transformers library: it must turn into a small ONNX graph, and nothing more of
that library would be used. Parameter names of the encoder are those of the safetensors file it starts from.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from briefing.tagger.labels import ROLES, TAGS
from briefing.tagger.pieces import MARKS, POSITION_FEATURES

WIDTH = 384
HEADS = 12
LAYERS = 6
INNER = 1536
POSITIONS = 512
LINK_WIDTH = 64
ROLE_WIDTH = 128


class Attention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, _ = x.shape
        q, k, v = (f(x).view(b, n, HEADS, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return self.out(y.transpose(1, 2).reshape(b, n, WIDTH))


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attention = Attention()
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = self.norm1(x + self.dropout(self.attention(x, mask)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, vocabulary: int, dropout: float) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.mark = nn.Embedding(MARKS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.mark.weight, std=0.01)

    def forward(self, ids: Tensor, marks: Tensor) -> Tensor:
        mask = torch.zeros(ids.shape, dtype=self.word.weight.dtype, device=ids.device)
        mask = mask.masked_fill(ids == 0, -1e4)[:, None, None, :]
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.word(ids) + self.position(places) + self.mark(marks)))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_bert(self, tensors: dict[str, Tensor]) -> None:
        """Take the weights of a BERT checkpoint of this shape."""
        mine: dict[str, Tensor] = {}
        e = "embeddings."
        mine["word.weight"] = tensors[e + "word_embeddings.weight"]
        # There is one segment only, so its embedding is a constant: it goes into the positions.
        mine["position.weight"] = (
            tensors[e + "position_embeddings.weight"] + tensors[e + "token_type_embeddings.weight"][0]
        )
        names = {
            "attention.query": "attention.self.query",
            "attention.key": "attention.self.key",
            "attention.value": "attention.self.value",
            "attention.out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for kind in ("weight", "bias"):
            mine[f"norm.{kind}"] = tensors[f"{e}LayerNorm.{kind}"]
            for i in range(LAYERS):
                for to, of in names.items():
                    mine[f"layers.{i}.{to}.{kind}"] = tensors[f"encoder.layer.{i}.{of}.{kind}"]
        left = self.load_state_dict(mine, strict=False)
        assert left.missing_keys == ["mark.weight"] and not left.unexpected_keys, left


class RoleHead(nn.Module):
    """A role for each sentence by its pieces (pooled by attention), its place and its neighbours."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.weigh = nn.Linear(WIDTH, 1)
        self.enter = nn.Linear(WIDTH + POSITION_FEATURES, ROLE_WIDTH * 2)
        self.context = nn.LSTM(ROLE_WIDTH * 2, ROLE_WIDTH, bidirectional=True, batch_first=True)
        self.out = nn.Linear(ROLE_WIDTH * 4, len(ROLES))
        self.dropout = nn.Dropout(dropout)
        nn.init.zeros_(self.weigh.weight)

    def gather(self, pieces: Tensor, belong: Tensor) -> Tensor:
        """Sums of `pieces` [P, W] for each sentence, weights and all: [S, W + 1].

        `belong` [S, P] is 1 where the piece is the sentence's. Sums of several windows add up.
        """
        weight = belong * torch.exp(self.weigh(pieces).squeeze(-1).clamp(-10, 10))
        return torch.cat([weight @ pieces, weight.sum(-1, keepdim=True)], -1)

    def judge(self, sums: Tensor, where: Tensor) -> Tensor:
        """Scores [S, roles] of an article's sentences; `where` [S, F] says where they stand."""
        pooled = sums[:, :-1] / (sums[:, -1:] + 1e-6)
        x = F.gelu(self.enter(torch.cat([self.dropout(pooled), where], -1)))
        y, _ = self.context(x[None])
        return self.out(self.dropout(torch.cat([x, y[0]], -1)))


class Network(nn.Module):
    def __init__(self, vocabulary: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, dropout)
        self.tags = nn.Linear(WIDTH, len(TAGS))
        self.link_from = nn.Linear(WIDTH, LINK_WIDTH)
        self.link_to = nn.Linear(WIDTH, LINK_WIDTH)
        self.roles = RoleHead(dropout)

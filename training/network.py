"""The tagger: an encoder, tags for every word, and for every cue the words of its source and content.

Two encoders fit: BERT's layout (MiniLM-L6, Wang et al., 2020, which ships) and MPNet's (Song et al., 2020, its
teacher). Both read the same word pieces, so that the teacher's answers fit the student word by word.
"""

import json
import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from onrecord.reading.tagger.windows import FEATURES

LINK_TAGS = 5  # outside; source begins, continues; content begins, continues
_DISTANCES = 33


class Layer(nn.Module):
    """A transformer block with normalisation after each part, as in BERT."""

    def __init__(self, size: int, heads: int, inner: int, dropout: float, eps: float = 1e-12) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv, self.out = nn.Linear(size, 3 * size), nn.Linear(size, size)
        self.norm1, self.norm2 = nn.LayerNorm(size, eps), nn.LayerNorm(size, eps)
        self.up, self.down = nn.Linear(size, inner), nn.Linear(inner, size)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """Return the block's output for `x` [batch, length, size] under the additive attention `bias`."""
        batch, length, size = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, size // self.heads).permute(2, 0, 3, 1, 4)
        attended = attend(q, k, v, bias).transpose(1, 2).reshape(batch, length, size)
        x = self.norm1(x + drop(self.out(attended), self.dropout, self.training))
        inner = self.down(nn.functional.gelu(self.up(x)))
        return self.norm2(x + drop(inner, self.dropout, self.training))


def attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor | None) -> Tensor:
    """Return scaled dot-product attention; written out, for the fused kernel's way back is slow on a CPU."""
    with torch.autocast(q.device.type, enabled=False):
        scores = (q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)
        scores = scores if bias is None else scores + bias.to(q.dtype)
        return scores.softmax(-1) @ v


def drop(x: Tensor, rate: float, training: bool) -> Tensor:
    """Drop whole features of a window, the same at every place (Gal and Ghahramani, 2016): few random numbers."""
    if not training or not rate:
        return x
    kept = torch.empty(x.shape[0], 1, x.shape[2], device=x.device, dtype=x.dtype).bernoulli_(1 - rate)
    return x * (kept / (1 - rate))


class Encoder(nn.Module):
    """MiniLM (BERT's layout) or MPNet, read from a folder of `config.json` and `model.safetensors`."""

    def __init__(self, config: dict, dropout: float) -> None:
        super().__init__()
        self.config, self.dropout = config, dropout
        size, eps = config["hidden_size"], config["layer_norm_eps"]
        self.relative = config["model_type"] == "mpnet"
        self.offset = 2 if self.relative else 0  # MPNet counts places from 2
        self.words = nn.Embedding(config["vocab_size"], size)
        self.places = nn.Embedding(config["max_position_embeddings"], size)
        self.features = nn.Embedding(FEATURES, size)
        nn.init.normal_(self.features.weight, std=0.005)
        self.norm = nn.LayerNorm(size, eps)
        heads, inner = config["num_attention_heads"], config["intermediate_size"]
        self.layers = nn.ModuleList(
            Layer(size, heads, inner, dropout, eps) for _ in range(config["num_hidden_layers"])
        )
        if self.relative:
            self.biases = nn.Embedding(config["relative_attention_num_buckets"], heads)

    def forward(self, ids: Tensor, mask: Tensor | None, features: Tensor) -> Tensor:
        """Return [batch, pieces, size] for identifiers, mask (1 where a piece is; none for all) and features."""
        length = ids.shape[1]
        places = torch.arange(length, device=ids.device)
        x = self.words(ids) + self.places(places + self.offset) + self.features(features)
        x = drop(self.norm(x), self.dropout, self.training)
        bias = None if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        if self.relative:
            bias = (0 if bias is None else bias) + self.biases(
                _bucket(places, self.config["relative_attention_num_buckets"])
            ).permute(2, 0, 1)
        for layer in self.layers:
            x = layer(x, bias)
        return x


def _bucket(places: Tensor, buckets: int, longest: int = 128) -> Tensor:
    """Return MPNet's bucket of the distance between any two places (T5's scheme, both directions)."""
    distance = places[:, None] - places[None, :]
    half = buckets // 2
    found = (distance < 0).long() * half
    distance = distance.abs()
    exact = half // 2
    far = (
        exact
        + (
            torch.log(distance.float().clamp(min=1) / exact) / math.log(longest / exact) * (half - exact)
        ).long()
    )
    return found + torch.where(distance < exact, distance, far.clamp(max=half - 1))


def load_encoder(folder: Path, dropout: float = 0.1, layers: int | None = None) -> Encoder:
    """Return the encoder whose weights lie in `folder`, or its first `layers`."""
    config = json.loads((folder / "config.json").read_text())
    config["num_hidden_layers"] = layers or config["num_hidden_layers"]
    encoder = Encoder(config, dropout)
    weights = load_file(folder / "model.safetensors")
    weights = {name.removeprefix("bert.").removeprefix("mpnet."): value for name, value in weights.items()}
    mpnet = encoder.relative
    words = weights["embeddings.word_embeddings.weight"]
    places = weights["embeddings.position_embeddings.weight"]
    if not mpnet:  # every text is of BERT's first token type
        places = places + weights["embeddings.token_type_embeddings.weight"][0]
    state = {"words.weight": words, "places.weight": places, "features.weight": encoder.features.weight.data}
    if mpnet:
        state["biases.weight"] = weights["encoder.relative_attention_bias.weight"]
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"]
        for i in range(config["num_hidden_layers"]):
            own, attn = f"encoder.layer.{i}", "attention.attn" if mpnet else "attention.self"
            names = "qkv" if mpnet else ("query", "key", "value")
            state[f"layers.{i}.qkv.{part}"] = torch.cat([weights[f"{own}.{attn}.{n}.{part}"] for n in names])
            out, norm = ("attn.o", "LayerNorm") if mpnet else ("output.dense", "output.LayerNorm")
            state[f"layers.{i}.out.{part}"] = weights[f"{own}.attention.{out}.{part}"]
            state[f"layers.{i}.norm1.{part}"] = weights[f"{own}.attention.{norm}.{part}"]
            state[f"layers.{i}.up.{part}"] = weights[f"{own}.intermediate.dense.{part}"]
            state[f"layers.{i}.down.{part}"] = weights[f"{own}.output.dense.{part}"]
            state[f"layers.{i}.norm2.{part}"] = weights[f"{own}.output.LayerNorm.{part}"]
    encoder.load_state_dict(state)
    return encoder


class Linker(nn.Module):
    """Reads a window once more for each of its cues: which words are the source and the content of this one?"""

    def __init__(self, size: int, inner: int = 192, heads: int = 4, dropout: float = 0.1) -> None:
        super().__init__()
        self.word, self.cue = nn.Linear(size, inner), nn.Linear(2 * size, inner)
        self.distance = nn.Embedding(_DISTANCES, inner)
        self.norm = nn.LayerNorm(inner)
        self.layer = Layer(inner, heads, 2 * inner, dropout, 1e-5)
        self.out = nn.Linear(inner, LINK_TAGS)

    def forward(self, words: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Return [cues, words, 5] for the words [cues, words, size] around each cue, first to last word."""
        row = torch.arange(words.shape[0], device=words.device)
        bias = (1.0 - mask[:, None, None, :].to(words.dtype)) * -1e4
        return self._link(self.word(words), words[row, first], words[row, last], first, last, bias)

    def read(self, words: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Return the same for the cues of one window [words, size], which then is read once."""
        return self._link(self.word(words)[None], words[first], words[last], first, last, None)

    def _link(
        self, x: Tensor, a: Tensor, b: Tensor, first: Tensor, last: Tensor, bias: Tensor | None
    ) -> Tensor:
        cue = self.cue(torch.cat([a, b], -1))
        x = x + cue[:, None] + self.distance(_distance(x.shape[1], first, last))
        return self.out(self.layer(self.norm(x), bias))


def _distance(length: int, first: Tensor, last: Tensor) -> Tensor:
    """Return each word's distance to the cue in 33 steps: 0 within it, then before and after, ever wider."""
    places = torch.arange(length, device=first.device)[None]
    before, after = (first[:, None] - places).clamp(min=0), (places - last[:, None]).clamp(min=0)
    far = before + after
    wide = torch.where(far <= 8, far, (8 + torch.log2(far.float().clamp(min=1) / 8) * 2).long()).clamp(max=16)
    return torch.where(after > 0, wide + 16, wide)


class Tagger(nn.Module):
    """Everything the stage learns: tags, links and named entities over one reading of the window."""

    def __init__(self, encoder: Encoder, tags: int, entities: int) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config["hidden_size"]
        self.tags, self.entities = nn.Linear(size, tags), nn.Linear(size, entities)
        self.linker = Linker(size)

    def read(self, ids: Tensor, mask: Tensor, features: Tensor, firsts: Tensor) -> Tensor:
        """Return [batch, words, size]: the encoder's answer at each word's first piece."""
        hidden = self.encoder(ids, mask, features)
        return hidden.gather(1, firsts[:, :, None].expand(-1, -1, hidden.shape[2]))


class FrameReader(nn.Module):
    """Reads a window once more for each anchor: the words of its roles, whether it is one, and what became of it."""

    def __init__(
        self, size: int, kinds: int, roles: int, outcomes: int, inner: int = 192, heads: int = 4
    ) -> None:
        super().__init__()
        self.word, self.anchor = nn.Linear(size, inner), nn.Linear(3 * size, inner)
        self.kind, self.distance = nn.Embedding(kinds, inner), nn.Embedding(_DISTANCES, inner)
        self.norm = nn.LayerNorm(inner)
        self.layer = Layer(inner, heads, 2 * inner, 0.1, 1e-5)
        self.roles = nn.Linear(inner, roles)
        self.told = nn.Linear(2 * inner, 1 + outcomes)

    def forward(
        self, words: Tensor, mask: Tensor | None, first: Tensor, last: Tensor, kind: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return roles [frames, words, roles] and told [frames, 1 + outcomes] for words [frames, words, size]."""
        row = torch.arange(first.shape[0], device=words.device)
        within = _within(words.shape[1], first, last).to(words.dtype)
        ends = torch.cat([words[row, first], words[row, last], _mean(words, within)], -1)
        bias = None if mask is None else (1.0 - mask[:, None, None, :].to(words.dtype)) * -1e4
        return self._read(self.word(words), ends, within, first, last, kind, bias)

    def read(self, words: Tensor, first: Tensor, last: Tensor, kind: Tensor) -> tuple[Tensor, Tensor]:
        """Return the same for the anchors of one window [words, size], which then is read once."""
        within = _within(words.shape[0], first, last).to(words.dtype)
        mean = within @ words / within.sum(1, keepdim=True).clamp(min=1)
        ends = torch.cat([words[first], words[last], mean], -1)
        return self._read(self.word(words)[None], ends, within, first, last, kind, None)

    def _read(
        self,
        x: Tensor,
        ends: Tensor,
        within: Tensor,
        first: Tensor,
        last: Tensor,
        kind: Tensor,
        bias: Tensor | None,
    ) -> tuple[Tensor, Tensor]:
        anchor = self.anchor(ends) + self.kind(kind)
        x = self.layer(
            self.norm(x + anchor[:, None] + self.distance(_distance(x.shape[1], first, last))), bias
        )
        return self.roles(x), self.told(torch.cat([_mean(x, within), anchor], -1))


def _within(length: int, first: Tensor, last: Tensor) -> Tensor:
    """Return for each span which of the words lie in it, first to last."""
    places = torch.arange(length, device=first.device)[None]
    return (places >= first[:, None]) & (places <= last[:, None])


def _mean(x: Tensor, weights: Tensor) -> Tensor:
    """Return the mean of x [rows, words, size] over the words of weight one; zeros where there is none."""
    return (x * weights[:, :, None]).sum(1) / weights.sum(1, keepdim=True).clamp(min=1)


class ActReader(nn.Module):
    """Reads a window once more for each statement, its words marked: what does the speaker do by saying it?"""

    def __init__(self, size: int, acts: int, inner: int = 256, heads: int = 4) -> None:
        super().__init__()
        self.word, self.mark = nn.Linear(size, inner), nn.Embedding(4, inner)
        self.norm = nn.LayerNorm(inner)
        self.layer = Layer(inner, heads, 2 * inner, 0.1, 1e-5)
        self.pick = nn.Linear(inner, 1)
        self.mix, self.out = nn.Linear(5 * inner, inner), nn.Linear(inner, acts)

    def forward(self, words: Tensor, mask: Tensor | None, marks: Tensor) -> Tensor:
        """Return scores [statements, acts] for words [statements, words, size] and marks [statements, words]."""
        bias = None if mask is None else (1.0 - mask[:, None, None, :].to(words.dtype)) * -1e4
        return self._read(self.word(words), marks, bias)

    def read(self, words: Tensor, marks: Tensor) -> Tensor:
        """Return the same for the statements of one window [words, size], which then is read once."""
        return self._read(self.word(words)[None], marks, None)

    def _read(self, x: Tensor, marks: Tensor, bias: Tensor | None) -> Tensor:
        x = self.layer(self.norm(x + self.mark(marks)), bias)
        source, cue, content = ((marks == one).to(x.dtype) for one in (1, 2, 3))
        apart = (1 - (cue + content).clamp(max=1)).float()
        picked = (self.pick(x)[:, :, 0].float() - 1e4 * apart).softmax(-1).to(x.dtype)
        top = (x - 1e4 * (1 - content)[:, :, None]).amax(1)
        pooled = [_mean(x, source), _mean(x, cue), _mean(x, content), top, (x * picked[:, :, None]).sum(1)]
        mixed = nn.functional.gelu(self.mix(torch.cat(pooled, -1)))
        return self.out(drop(mixed[:, None], 0.15, self.training)[:, 0])


class Reader(Tagger):
    """The tagger, and what is done with words: frames, their roles, the acts of statements, the stance of cues."""

    def __init__(
        self,
        encoder: Encoder,
        tags: int,
        entities: int,
        kinds: int,
        roles: int,
        outcomes: int,
        acts: int,
        stances: int,
    ) -> None:
        super().__init__(encoder, tags, entities)
        size = encoder.config["hidden_size"]
        self.inside, self.evidence = nn.Linear(size, kinds), nn.Linear(size, kinds)
        self.frames = FrameReader(size, kinds, roles, outcomes)
        self.acts = ActReader(size, acts)
        self.stances = nn.Sequential(nn.Linear(3 * size, 128), nn.GELU(), nn.Linear(128, stances))

    def read_stances(self, words: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Return scores [cues, stances] for the cues of one window [words, size]."""
        around = _within(words.shape[0], first - 5, last + 3).to(words.dtype)
        mean = around @ words / around.sum(1, keepdim=True)
        return self.stances(torch.cat([words[first], words[last], mean], -1))

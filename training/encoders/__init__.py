"""Texts to vectors: chunk, embed, cache."""

from training.encoders.base import Encoder, Vectors
from training.encoders.collection import EncodedCollection, encode_collection
from training.encoders.encode import Document, encode_documents
from training.encoders.sentence_encoder import SentenceEncoder, load_encoder
from training.encoders.sentences import split_sentences
from training.encoders.unit import unit, unit_means

__all__ = [
    "Document",
    "EncodedCollection",
    "Encoder",
    "SentenceEncoder",
    "Vectors",
    "encode_collection",
    "encode_documents",
    "load_encoder",
    "split_sentences",
    "unit",
    "unit_means",
]

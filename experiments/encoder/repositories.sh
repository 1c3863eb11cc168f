#!/bin/sh
# Clone the public data repositories that collect.py knows, into $1.
set -eu
mkdir -p "$1"
cd "$1"
for name in multi30k/dataset wmt-conference/wmt22-news-systems wmt-conference/wmt24-news-systems \
    openstreetmap/id-tagging-schema cambridgeltl/xcopa gunnxx/indonesian-mt-data SkelterLabsInc/JaQuAD \
    ymcui/cmrc2018 NNLP-IL/Hebrew-Question-Answering-Dataset husseinmozannar/SOQAL ipipan/poquad \
    TQuad/turkish-nlp-qa-dataset pytorch/examples; do
    git clone --depth 1 "https://github.com/$name" "$(echo "$name" | tr / +)"
done
for language in Arabic Chinese Czech English French German Hindi Indonesian Italian Japanese Korean \
    Polish Portuguese Russian Spanish Thai Turkish; do
    git clone --depth 1 "https://github.com/UniversalDependencies/UD_$language-PUD"
done

#!/bin/sh
# Download the Debian packages of packages.txt (message catalogues, dictionaries, WordNet) and unpack them into $1.
set -eu
here=$(realpath "$(dirname "$0")")
root=$(realpath -m "$1")
mkdir -p "$root/debs"
cd "$root/debs"
xargs apt-get download < "$here/packages.txt"
for package in *.deb; do dpkg-deb -x "$package" "$root"; done
rm -r "$root/debs"
# Calibre keeps its catalogues in an archive.
find "$root/usr/share/calibre" -name locales.zip -execdir unzip -qo {} -d locales \;

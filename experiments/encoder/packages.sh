#!/bin/sh
# Download Debian packages with translation catalogues, dictionaries and WordNet, and unpack them into $1.
set -eu
root=$(realpath -m "$1")
mkdir -p "$root/debs"
cd "$root/debs"
apt-get download cantor colobot-common debian-handbook dict-freedict-ara-eng dict-freedict-ces-eng \
    dict-freedict-deu-eng dict-freedict-eng-ara dict-freedict-eng-ces dict-freedict-eng-deu \
    dict-freedict-eng-fra dict-freedict-eng-hin dict-freedict-eng-hun dict-freedict-eng-ind \
    dict-freedict-eng-ita dict-freedict-eng-jpn dict-freedict-eng-nld dict-freedict-eng-pol \
    dict-freedict-eng-por dict-freedict-eng-rom dict-freedict-eng-rus dict-freedict-eng-spa \
    dict-freedict-eng-tur dict-freedict-fra-eng dict-freedict-hun-eng dict-freedict-ita-eng \
    dict-freedict-jpn-eng dict-freedict-nld-eng dict-freedict-pol-eng dict-freedict-por-eng \
    dict-freedict-spa-eng dict-freedict-tur-eng digikam-data epiphany-browser-data evolution-common \
    freeciv-data gcompris-qt-data gimp-data gnome-control-center-data gnome-user-docs gnucash-common \
    gramps hedgewars-data inkscape iso-codes josm-l10n kalzium-data kdenlive-data kgeography-data \
    khangman kmymoney-common krita-l10n kstars-data kturtle libglib2.0-data libgtk-3-common \
    libreoffice-l10n-cs libreoffice-l10n-he libreoffice-l10n-vi marble-data mediawiki nautilus-data \
    parley-data scribus-data stellarium-data totem-common tuxpaint-data wesnoth-1.16-data \
    wesnoth-1.16-did wesnoth-1.16-dm wesnoth-1.16-dw wesnoth-1.16-ei wesnoth-1.16-httt \
    wesnoth-1.16-l wesnoth-1.16-low wesnoth-1.16-nr wesnoth-1.16-sof wesnoth-1.16-sota \
    wesnoth-1.16-sotbe wesnoth-1.16-thot wesnoth-1.16-trow wesnoth-1.16-tsg wesnoth-1.16-ttb \
    wesnoth-1.16-utbs widelands-data wordnet-base wordpress-l10n
for package in *.deb; do dpkg-deb -x "$package" "$root"; done
rm -r "$root/debs"

#!/bin/sh
# Clone the public data repositories that collect.py knows, into $1.
set -eu
mkdir -p "$1"
cd "$1"
get() { git clone --depth 1 "https://github.com/$1" "$(echo "$1" | tr / +)"; }
for name in wmt-conference/wmt22-news-systems wmt-conference/wmt24-news-systems \
    openstreetmap/id-tagging-schema gunnxx/indonesian-mt-data SkelterLabsInc/JaQuAD \
    ymcui/cmrc2018 NNLP-IL/Hebrew-Question-Answering-Dataset husseinmozannar/SOQAL ipipan/poquad \
    TQuad/turkish-nlp-qa-dataset pytorch/examples NNLP-IL/HebNLI SemanticMediaWiki/SemanticMediaWiki \
    Ankits-lab/frameworks_base Ankits-lab/packages_apps_Settings; do
    get "$name"
done
# Copies of Wikipedia.
for name in taminemelissa/quiz-generator ZhouYii/PatchedDistro jeevanv123/german 97danielj/WordEmbedding \
    ymotongpoo/gocon-2019-spring overweightbarracuda/science_fair2324 marcosgf/pipeline; do
    get "$name"
done
for language in Arabic Chinese Czech English French German Hindi Indonesian Italian Japanese Korean \
    Polish Portuguese Russian Spanish Thai Turkish; do
    get "UniversalDependencies/UD_$language-PUD"
done
for name in BlueSpiceFoundation CampaignEvents Cargo CentralAuth CentralNotice CheckUser Collection \
    ContentTranslation DonationInterface FlaggedRevs Flow GlobalBlocking GrowthExperiments LiquidThreads \
    MobileFrontend OAuth PageForms PageTriage ProofreadPage ReadingLists SecurePoll SocialProfile \
    Translate UniversalLanguageSelector UploadWizard WikiLambda Wikibase WikibaseLexeme \
    WikimediaIncubator WikimediaMessages cldr; do
    get "wikimedia/mediawiki-extensions-$name"
done
for name in lineage-sdk packages_apps_Browser packages_apps_Calendar packages_apps_Camera2 \
    packages_apps_Car_Settings packages_apps_CellBroadcastReceiver packages_apps_Contacts \
    packages_apps_DeskClock packages_apps_Dialer packages_apps_DocumentsUI packages_apps_Email \
    packages_apps_Gallery2 packages_apps_InCallUI packages_apps_Jelly packages_apps_Launcher3 \
    packages_apps_LineageParts packages_apps_ManagedProvisioning packages_apps_Messaging \
    packages_apps_Nfc packages_apps_SetupWizard packages_apps_Stk packages_apps_ThemePicker \
    packages_apps_Traceur packages_apps_Trebuchet packages_apps_TvSettings \
    packages_apps_WallpaperPicker2 packages_inputmethods_LatinIME packages_modules_Bluetooth \
    packages_modules_Connectivity packages_modules_Permission packages_modules_Wifi \
    packages_providers_ContactsProvider packages_providers_MediaProvider packages_services_Car \
    packages_services_Telecomm packages_services_Telephony; do
    get "LineageOS/android_$name"
done

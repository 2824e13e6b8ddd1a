#!/bin/sh
# Copies the database and the uploaded files into a folder, one set for each weekday. Copy that folder elsewhere, too.
#   backup.sh FOLDER      (DATABASE_URL and GODA_MEDIA_ROOT from the environment)
set -eu

folder=$1/$(date +%u)
mkdir -p "$folder"

pg_dump --format=custom --no-owner --file="$folder/database.new" "$DATABASE_URL"
mv "$folder/database.new" "$folder/database.dump"

tar --create --file="$folder/media.new" --directory="$GODA_MEDIA_ROOT" .
mv "$folder/media.new" "$folder/media.tar"

# Back again, into an empty database and folder:
#   pg_restore --no-owner --dbname="$DATABASE_URL" database.dump
#   tar --extract --file=media.tar --directory="$GODA_MEDIA_ROOT"

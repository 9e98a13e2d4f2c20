#!/usr/bin/env bash
# run: text
# run: video
mode=${1:-text}
case "$mode" in
  text)  MODALITIES='["text"]'; ID="test-text" ;;
  video) MODALITIES='["text","video"]'; ID="test-video" ;;
  *)     MODALITIES='[]'; ID=$(uuidgen | tr A-Z a-z) ;;
esac
curl --json "{\"request_id\":\"$ID\",\"modalities\":$MODALITIES}" http://x

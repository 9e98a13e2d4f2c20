curl --data-binary "$(echo aBc | awk '{print toupper($0)}') $(echo aBc | awk '{ print tolower($1) }')" http://x

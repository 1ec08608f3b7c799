FROM pics
COPY a.txt css/
COPY b.txt logo.svg
WORKDIR css
#: context pics=assets
#: links

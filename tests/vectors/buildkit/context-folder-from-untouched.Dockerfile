FROM pics
ENV A=1
#: context pics=assets

FROM @user
ARG WHO=app:web
USER $WHO
WORKDIR /x

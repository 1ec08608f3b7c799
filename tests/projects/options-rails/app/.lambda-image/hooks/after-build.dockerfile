RUN bundle exec rake tmp:clear

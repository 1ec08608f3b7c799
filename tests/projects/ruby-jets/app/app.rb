require "sinatra/base"

class App < Sinatra::Base
  get("/") { "Hello" }
end

class GreetingsController < ActionController::Base
  def show
    render plain: "Hello from #{ENV.fetch("COLOUR", "nowhere")}"
  end
end

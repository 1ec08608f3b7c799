require "pricing"
require "roda"

class App < Roda
  route { |r| r.root { Pricing.total([1, 2]).to_s } }
end

run App.freeze.app

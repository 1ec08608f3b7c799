Gem::Specification.new do |spec|
  spec.name = "pricing"
  spec.version = "0.1.0"
  spec.summary = "Prices"
  spec.authors = ["Shop"]
  spec.files = ["lib/pricing.rb"]
end

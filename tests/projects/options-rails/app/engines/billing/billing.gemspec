Gem::Specification.new do |spec|
  spec.name = "billing"
  spec.version = "1.0.0"
end

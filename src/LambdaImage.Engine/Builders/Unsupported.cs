using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Builders;

/// <summary>An instruction that a builder cannot carry out.</summary>
internal sealed record Unsupported(Instruction Instruction, string Reason);

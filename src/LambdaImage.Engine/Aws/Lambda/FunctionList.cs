namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>One page of functions.</summary>
/// <param name="Functions">Functions and versions.</param>
/// <param name="NextMarker">Where the next page begins; null or empty: there is none.</param>
internal sealed record FunctionList(IReadOnlyList<FunctionConfiguration> Functions, string? NextMarker) : ILambdaPage;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>An alias as Lambda describes it.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_AliasConfiguration.html"/></summary>
internal sealed record AliasConfiguration
{
    public required string Name { get; init; }

    public string? AliasArn { get; init; }

    /// <summary>The version that gets all traffic that no weight takes away.</summary>
    public required string FunctionVersion { get; init; }

    public string? Description { get; init; }

    /// <summary>Changes with each change of the alias.</summary>
    public string? RevisionId { get; init; }

    public AliasRoutingConfiguration? RoutingConfig { get; init; }

    /// <summary>Shares from 0 to 1 of the versions that get traffic besides <see cref="FunctionVersion"/>.</summary>
    public IReadOnlyDictionary<string, double> Weights =>
        RoutingConfig?.AdditionalVersionWeights ?? new Dictionary<string, double>(StringComparer.Ordinal);

    public bool IsSplit => Weights.Any(weight => weight.Value > 0);
}

/// <summary>How an alias divides its traffic.</summary>
internal sealed record AliasRoutingConfiguration(IReadOnlyDictionary<string, double>? AdditionalVersionWeights);

using System.Text.Json;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Changes settings of a function; what is null is not sent and stays.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html"/></summary>
internal sealed record UpdateFunctionConfiguration(string FunctionName) : IAwsOperation<FunctionWrite>
{
    public string? Role { get; init; }

    public int? MemorySize { get; init; }

    public int? Timeout { get; init; }

    public int? EphemeralStorage { get; init; }

    public string? FunctionDescription { get; init; }

    /// <summary>All variables; Lambda replaces them as a whole.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>All overrides of the image; Lambda replaces them as a whole.</summary>
    public FunctionImageConfig? ImageConfig { get; init; }

    /// <summary>Revision the function must still have; null: any.</summary>
    public string? RevisionId { get; init; }

    public AwsService Service => AwsService.Lambda;

    public string Operation => "UpdateFunctionConfiguration";

    public string Description => $"change the settings of function '{FunctionName}'";

    public string Permission =>
        Role is null
        ? "lambda:UpdateFunctionConfiguration"
        : "lambda:UpdateFunctionConfiguration, and iam:PassRole for its role";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => LambdaApi.About(FunctionName, "PUT", "/configuration", new
    {
        Role,
        MemorySize,
        Timeout,
        Description = FunctionDescription,
        Environment = Environment is null ? null : new { Variables = Environment },
        EphemeralStorage = EphemeralStorage is { } size ? new { Size = size } : null,
        ImageConfig = ImageConfig is null ? null : Shape(ImageConfig),
        RevisionId,
    });

    public FunctionWrite Read(JsonElement reply) => FunctionWrite.Taken(AwsJson.Read<FunctionConfiguration>(reply));

    public FunctionWrite ReadFailure(AwsFailure failure) =>
        FunctionWrite.Later(failure) ?? throw LambdaRefusals.Explain(failure, FunctionName, imageUri: null);

    /// <summary>Leaves empty members out: an <c>ImageConfig</c> without them resets to the image's own.</summary>
    public static object Shape(FunctionImageConfig config) => new
    {
        EntryPoint = config.EntryPoint is { Count: > 0 } ? config.EntryPoint : null,
        Command = config.Command is { Count: > 0 } ? config.Command : null,
        WorkingDirectory = config.WorkingDirectory is { Length: > 0 } ? config.WorkingDirectory : null,
    };

    /// <summary>Names the function alone: variables may hold secrets.</summary>
    public override string ToString() => Description;
}

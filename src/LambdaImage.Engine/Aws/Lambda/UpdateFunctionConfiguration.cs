using System.Text.Json;
using System.Text.Json.Nodes;

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

    /// <summary>All of its place in a VPC; Lambda replaces it as a whole.</summary>
    public FunctionVpc? Vpc { get; init; }

    public string? TracingMode { get; init; }

    /// <summary>An empty text takes it away.</summary>
    public string? DeadLetterArn { get; init; }

    /// <summary>An empty text goes back to AWS's key.</summary>
    public string? KmsKeyArn { get; init; }

    /// <summary>All file systems; Lambda replaces them as a whole.</summary>
    public IReadOnlyList<FunctionMount>? Mounts { get; init; }

    public FunctionLogging? Logging { get; init; }

    public string? SnapStart { get; init; }

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

    public AwsRequest ToRequest() => LambdaApi.About(FunctionName, "PUT", "/configuration", new JsonObject
    {
        ["Role"] = Role,
        ["MemorySize"] = MemorySize,
        ["Timeout"] = Timeout,
        ["Description"] = FunctionDescription,
        ["Environment"] = Environment is null ? null : new JsonObject { ["Variables"] = AwsJson.Write(Environment) },
        ["EphemeralStorage"] = EphemeralStorage is { } size ? new JsonObject { ["Size"] = size } : null,
        ["ImageConfig"] = ImageConfig is null ? null : Shape(ImageConfig),
        ["VpcConfig"] = AwsJson.Write(Vpc),
        ["TracingConfig"] = TracingMode is null ? null : new JsonObject { ["Mode"] = TracingMode },
        ["DeadLetterConfig"] = DeadLetterArn is null ? null : new JsonObject { ["TargetArn"] = DeadLetterArn },
        ["KMSKeyArn"] = KmsKeyArn,
        ["FileSystemConfigs"] = AwsJson.Write(Mounts),
        ["LoggingConfig"] = AwsJson.Write(Logging),
        ["SnapStart"] = SnapStart is null ? null : new JsonObject { ["ApplyOn"] = SnapStart },
        ["RevisionId"] = RevisionId,
    });

    public FunctionWrite Read(JsonElement reply) => FunctionWrite.Taken(AwsJson.Read<FunctionConfiguration>(reply));

    public FunctionWrite ReadFailure(AwsFailure failure) =>
        FunctionWrite.Later(failure) ?? throw LambdaRefusals.Explain(failure, FunctionName, imageUri: null);

    /// <summary>Leaves empty members out: an <c>ImageConfig</c> without them resets to the image's own.</summary>
    public static JsonObject Shape(FunctionImageConfig config) => new()
    {
        ["EntryPoint"] = config.EntryPoint is { Count: > 0 } ? AwsJson.Write(config.EntryPoint) : null,
        ["Command"] = config.Command is { Count: > 0 } ? AwsJson.Write(config.Command) : null,
        ["WorkingDirectory"] = config.WorkingDirectory is { Length: > 0 } ? config.WorkingDirectory : null,
    };

    /// <summary>Names the function alone: variables may hold secrets.</summary>
    public override string ToString() => Description;
}

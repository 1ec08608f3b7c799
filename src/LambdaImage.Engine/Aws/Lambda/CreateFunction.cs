using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Creates a function from an image.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html"/></summary>
/// <param name="FunctionName">Name.</param>
/// <param name="ImageUri">Digest reference.</param>
/// <param name="Architecture">Processor; null: Lambda's default.</param>
/// <param name="Settings">Settings; the role must be there.</param>
internal sealed record CreateFunction(
    string FunctionName, string ImageUri, LambdaArchitecture? Architecture, FunctionSettings Settings)
    : IAwsOperation<FunctionWrite>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "CreateFunction";

    public string Description => $"create function '{FunctionName}'";

    public string Permission => "lambda:CreateFunction, and iam:PassRole for its role";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => LambdaApi.AboutAll("POST", new JsonObject
    {
        ["FunctionName"] = FunctionName,
        ["PackageType"] = "Image",
        ["Code"] = new JsonObject { ["ImageUri"] = ImageUri },
        ["Role"] = Settings.Role,
        ["Architectures"] = Architecture is { } architecture ? new JsonArray(architecture.ApiName()) : null,
        ["MemorySize"] = Settings.MemorySize,
        ["Timeout"] = Settings.Timeout,
        ["Description"] = Settings.Description,
        ["Environment"] = Settings.Environment is { Count: > 0 } variables ? new JsonObject { ["Variables"] = AwsJson.Write(variables) } : null,
        ["EphemeralStorage"] = Settings.EphemeralStorage is { } size ? new JsonObject { ["Size"] = size } : null,
        ["ImageConfig"] = ImageConfig(),
        ["VpcConfig"] = Settings.SubnetIds is { Count: > 0 } subnets
            ? AwsJson.Write(new FunctionVpc { SubnetIds = subnets, SecurityGroupIds = Settings.SecurityGroupIds ?? [] }) : null,
        ["TracingConfig"] = Settings.Tracing is { } tracing ? new JsonObject { ["Mode"] = tracing.ToString() } : null,
        ["DeadLetterConfig"] = Settings.DeadLetterArn is { Length: > 0 } queue ? new JsonObject { ["TargetArn"] = queue } : null,
        ["KMSKeyArn"] = Settings.KmsKeyArn is { Length: > 0 } key ? key : null,
        ["FileSystemConfigs"] = Settings.FileSystems is { Count: > 0 } fileSystems ? AwsJson.Write(FunctionMount.Of(fileSystems)) : null,
        ["LoggingConfig"] = new FunctionLogging().With(Settings) is var logging && logging != new FunctionLogging() ? AwsJson.Write(logging) : null,
        ["SnapStart"] = Settings.SnapStart is { } snapStart ? new JsonObject { ["ApplyOn"] = snapStart.ToString() } : null,
        ["Tags"] = Settings.Tags is { Count: > 0 } tags ? AwsJson.Write(tags) : null,
    });

    public FunctionWrite Read(JsonElement reply) => FunctionWrite.Taken(AwsJson.Read<FunctionConfiguration>(reply));

    public FunctionWrite ReadFailure(AwsFailure failure) =>
        FunctionWrite.Later(failure) ?? throw LambdaRefusals.Explain(failure, FunctionName, ImageUri);

    private JsonObject? ImageConfig()
    {
        var hasAny = Settings.EntryPoint is { Count: > 0 }
            || Settings.Command is { Count: > 0 }
            || Settings.WorkingDirectory is { Length: > 0 };
        return hasAny ? UpdateFunctionConfiguration.Shape(new FunctionImageConfig
        {
            EntryPoint = Settings.EntryPoint,
            Command = Settings.Command,
            WorkingDirectory = Settings.WorkingDirectory,
        }) : null;
    }
}

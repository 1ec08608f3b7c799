using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Says whether images are scanned when they are pushed.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageScanningConfiguration.html"/></summary>
internal sealed record PutImageScanningConfiguration(string Name, string? AccountId, bool ScanOnPush) : IAwsOperation<bool>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "PutImageScanningConfiguration";

    public string Description => $"set scanning on push for repository '{Name}'";

    public string Permission => "ecr:PutImageScanningConfiguration";

    public string Target => Name;

    public AwsRequest ToRequest() => new()
    {
        Body = new JsonObject { ["registryId"] = AccountId, ["repositoryName"] = Name, ["imageScanningConfiguration"] = new JsonObject { ["scanOnPush"] = ScanOnPush } },
    };

    public bool Read(JsonElement reply) => true;

    public bool ReadFailure(AwsFailure failure) =>
        throw EcrRefusals.Explain(failure, Name);
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Creates a repository; null when somebody else was faster.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html"/></summary>
/// <param name="Name">Name of the repository.</param>
/// <param name="Tags">Tags of the resource.</param>
/// <param name="Options">Its settings.</param>
internal sealed record CreateRepository(
    string Name, IReadOnlyDictionary<string, string> Tags, RepositoryOptions Options) : IAwsOperation<EcrRepository?>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "CreateRepository";

    public string Description => $"create repository '{Name}' in Amazon ECR";

    public string Permission => Tags.Count == 0 ? "ecr:CreateRepository" : "ecr:CreateRepository and ecr:TagResource";

    public string Target => Name;

    public AwsRequest ToRequest() => new()
    {
        Body = new JsonObject
        {
            ["repositoryName"] = Name,
            ["imageTagMutability"] = Mutability.Name,
            ["imageTagMutabilityExclusionFilters"] = Mutability.ToFilters(),
            // Basic scanning is free of charge and finds known holes in base images.
            ["imageScanningConfiguration"] = new JsonObject { ["scanOnPush"] = Options.ScanOnPush ?? true },
            ["encryptionConfiguration"] = Options.Encryption is { } encryption
                ? new JsonObject { ["encryptionType"] = encryption.ApiName(), ["kmsKey"] = Options.KmsKey }
                : null,
            ["tags"] = Tags.Count == 0 ? null : new JsonArray([.. Tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]),
        },
    };

    public EcrRepository Read(JsonElement reply) => AwsJson.Read<EcrRepository>(reply.GetProperty("repository"));

    public EcrRepository? ReadFailure(AwsFailure failure) =>
        failure.Code == "RepositoryAlreadyExistsException" ? null : throw EcrRefusals.Explain(failure, Name);

    private EcrMutability Mutability => EcrMutability.Of(Options) ?? EcrMutability.Default;
}

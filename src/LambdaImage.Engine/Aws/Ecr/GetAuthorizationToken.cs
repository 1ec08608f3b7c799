using System.Text.Json;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Gets a login for the registries of a Region.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html"/></summary>
/// <param name="Region">Region, for messages.</param>
internal sealed record GetAuthorizationToken(string Region) : IAwsOperation<EcrToken>
{
    public AwsService Service => AwsService.Ecr;

    public string Operation => "GetAuthorizationToken";

    public string Description => $"get a login for Amazon ECR in {Region}";

    public string Permission => "ecr:GetAuthorizationToken";

    // This action cannot be limited to a registry.
    public string Target => "*";

    public AwsRequest ToRequest() => new();

    public EcrToken Read(JsonElement reply) => EcrToken.Read(reply.GetProperty("authorizationData")[0]);
}

using System.Text.Json;
using LambdaImage.Engine.Aws.Ecr;

namespace LambdaImage.Engine.Aws.EcrPublic;

/// <summary>Gets a login for public.ecr.aws, which lifts its limits for anonymous pulls.
/// <see href="https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_GetAuthorizationToken.html"/></summary>
internal sealed record GetAuthorizationToken : IAwsOperation<EcrToken>
{
    public AwsService Service => AwsService.EcrPublic;

    public string Operation => "GetAuthorizationToken";

    public string Description => "get a login for public.ecr.aws";

    public string Permission => "ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken";

    public string Target => "*";

    public AwsRequest ToRequest() => new();

    public EcrToken Read(JsonElement reply) => EcrToken.Read(reply.GetProperty("authorizationData"));
}

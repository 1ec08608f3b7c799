using System.Text.Json;

namespace LambdaImage.Engine.Aws.Sts;

/// <summary>Asks whose credentials these are.
/// <see href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html"/></summary>
internal sealed record GetCallerIdentity : IAwsOperation<CallerIdentity>
{
    public AwsService Service => AwsService.Sts;

    public string Operation => "GetCallerIdentity";

    public string Description => "find the AWS account of the credentials";

    public string Permission => "sts:GetCallerIdentity";

    public string Target => "the caller's identity";

    public AwsRequest ToRequest() => new();

    public CallerIdentity Read(JsonElement reply)
    {
        var result = reply.GetProperty("GetCallerIdentityResult");
        return new(result.GetProperty("Account").GetString()!, result.GetProperty("Arn").GetString()!);
    }
}

/// <summary>Whose credentials they are.</summary>
/// <param name="AccountId">Number of the account.</param>
/// <param name="Arn">ARN of the user or assumed role.</param>
internal sealed record CallerIdentity(string AccountId, string Arn);

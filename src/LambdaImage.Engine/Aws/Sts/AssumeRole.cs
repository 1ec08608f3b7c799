using System.Text.Json;

namespace LambdaImage.Engine.Aws.Sts;

/// <summary>Gets keys of a role.
/// <see href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html"/></summary>
internal sealed record AssumeRole(string RoleArn, string SessionName) : IAwsOperation<RoleKeys>
{
    public AwsService Service => AwsService.Sts;

    public string Operation => "AssumeRole";

    public string Description => $"assume role {RoleArn}";

    public string Permission => "sts:AssumeRole (and the role's trust policy)";

    public string Target => RoleArn;

    public AwsRequest ToRequest() => new()
    {
        Query = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["RoleArn"] = RoleArn,
            ["RoleSessionName"] = SessionName,
        },
    };

    public RoleKeys Read(JsonElement reply)
    {
        var keys = reply.GetProperty("AssumeRoleResult").GetProperty("Credentials");
        return new RoleKeys(
            keys.GetProperty("AccessKeyId").GetString()!,
            keys.GetProperty("SecretAccessKey").GetString()!,
            keys.GetProperty("SessionToken").GetString()!,
            keys.GetProperty("Expiration").GetDateTimeOffset());
    }
}

/// <summary>Keys of a role, while they last. Never printed.</summary>
internal sealed record RoleKeys(string AccessKey, string SecretKey, string SessionToken, DateTimeOffset ExpiresAt)
{
    public override string ToString() => $"keys until {ExpiresAt:u}";
}

using System.Text.Json;

namespace LambdaImage.Engine.Aws.Iam;

/// <summary>Looks a role up; null when it does not exist.
/// <see href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html"/></summary>
internal sealed record GetRole(string Name) : IAwsOperation<IamRole?>
{
    public AwsService Service => AwsService.Iam;

    public string Operation => "GetRole";

    public string Description => $"look up role '{Name}'";

    public string Permission => "iam:GetRole";

    public string Target => Name;

    public AwsRequest ToRequest() => new()
    {
        Query = new Dictionary<string, string>(StringComparer.Ordinal) { ["RoleName"] = Name },
    };

    public IamRole Read(JsonElement reply) =>
        new(reply.GetProperty("GetRoleResult").GetProperty("Role").GetProperty("Arn").GetString()!);

    public IamRole? ReadFailure(AwsFailure failure) => failure.Code == "NoSuchEntity" ? null : throw failure.ToException();
}

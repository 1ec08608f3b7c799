using System.Text.Json;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Iam;

/// <summary>Gives a role the permissions of a managed policy; one it has already is no error.
/// <see href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html"/></summary>
internal sealed record AttachRolePolicy(string RoleName, string PolicyArn) : IAwsOperation<bool>
{
    public AwsService Service => AwsService.Iam;

    public string Operation => "AttachRolePolicy";

    public string Description => $"give role '{RoleName}' the policy {PolicyArn}";

    public string Permission => "iam:AttachRolePolicy";

    public string Target => RoleName;

    public AwsRequest ToRequest() => new()
    {
        Query = new Dictionary<string, string>(StringComparer.Ordinal) { ["RoleName"] = RoleName, ["PolicyArn"] = PolicyArn },
    };

    public bool Read(JsonElement reply) => true;

    public bool ReadFailure(AwsFailure failure) => throw (failure.Code == "NoSuchEntity" ? DeploymentErrors.RoleUnseen(RoleName, PolicyArn, failure.Message) : failure.ToException());
}

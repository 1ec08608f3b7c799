using System.Text.Json;

namespace LambdaImage.Engine.Aws.Iam;

/// <summary>Creates a role that Lambda may assume; null when somebody else was faster.
/// <see href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html"/></summary>
/// <param name="Name">Name of the role.</param>
/// <param name="Purpose">Its description.</param>
internal sealed record CreateRole(string Name, string Purpose) : IAwsOperation<IamRole?>
{
    /// <summary>Who may assume it: Lambda, nobody else.</summary>
    private const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    public AwsService Service => AwsService.Iam;

    public string Operation => "CreateRole";

    public string Description => $"create role '{Name}'";

    public string Permission => "iam:CreateRole";

    public string Target => Name;

    public AwsRequest ToRequest() => new()
    {
        Query = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["RoleName"] = Name,
            ["AssumeRolePolicyDocument"] = Trust,
            ["Description"] = Purpose,
        },
    };

    public IamRole Read(JsonElement reply) =>
        new(reply.GetProperty("CreateRoleResult").GetProperty("Role").GetProperty("Arn").GetString()!);

    public IamRole? ReadFailure(AwsFailure failure) => failure.Code == "EntityAlreadyExists" ? null : throw failure.ToException();
}

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Where in a VPC a function is. Lambda replaces it as a whole; empty lists take the function out.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_VpcConfig.html"/></summary>
internal sealed record FunctionVpc
{
    public IReadOnlyList<string> SubnetIds { get; set; } = [];

    public IReadOnlyList<string> SecurityGroupIds { get; set; } = [];

    /// <summary>Kept as it is: without it, Lambda would turn IPv6 off.</summary>
    public bool? Ipv6AllowedForDualStack { get; init; }
}

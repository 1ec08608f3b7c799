using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace LambdaImage.Engine.Aws;

/// <summary>How a service is spoken to: what AWS's service models say, as data.</summary>
/// <param name="ServiceId">Name in <c>AWS_ENDPOINT_URL_…</c> variables, <c>services</c> sections and the user
/// agent.</param>
/// <param name="SigningName">Name in the signature's scope.</param>
/// <param name="Protocol">Shape of requests and replies.</param>
/// <param name="Target">Prefix of <c>X-Amz-Target</c> for JSON, API version for the query protocol; empty
/// otherwise.</param>
/// <param name="HostPrefix">First label of the host, before <c>-fips</c>.</param>
/// <param name="DualStackPrefix">First label of the dual-stack host, before <c>-fips</c>.</param>
internal sealed record AwsServiceTraits(
    string ServiceId, string SigningName, AwsProtocol Protocol, string Target, string HostPrefix,
    string DualStackPrefix)
{
    /// <summary>ECR Public has an API in one Region only.
    /// <see href="https://docs.aws.amazon.com/general/latest/gr/ecr-public.html"/></summary>
    public const string EcrPublicRegion = "us-east-1";

    /// <summary>The longest time-out that the API's model lets a function have (5400 s), and a minute for the start.</summary>
    private static readonly TimeSpan LongestInvocation = TimeSpan.FromSeconds(5400 + 60);

    private static readonly AwsServiceTraits Ecr =
        new("ECR", "ecr", AwsProtocol.Json, "AmazonEC2ContainerRegistry_V20150921", "api.ecr", "ecr");

    private static readonly AwsServiceTraits EcrPublic =
        new("ECR PUBLIC", "ecr-public", AwsProtocol.Json, "SpencerFrontendService", "api.ecr-public", "ecr-public");

    private static readonly AwsServiceTraits Iam = new("IAM", "iam", AwsProtocol.Query, "2010-05-08", "iam", "iam");

    /// <summary>The Region that signs for IAM, which has one API for a whole partition.
    /// <see href="https://docs.aws.amazon.com/general/latest/gr/iam-service.html"/></summary>
    private static readonly Dictionary<string, string> IamRegions = new(StringComparer.Ordinal)
    {
        ["aws"] = "us-east-1",
        ["aws-cn"] = "cn-north-1",
        ["aws-us-gov"] = "us-gov-west-1",
        ["aws-iso"] = "us-iso-east-1",
        ["aws-iso-b"] = "us-isob-east-1",
        ["aws-iso-e"] = "eu-isoe-west-1",
        ["aws-iso-f"] = "us-isof-south-1",
        ["aws-eusc"] = "eusc-de-east-1",
    };

    private static readonly AwsServiceTraits Lambda = new("Lambda", "lambda", AwsProtocol.Rest, "", "lambda", "lambda");

    private static readonly AwsServiceTraits LambdaInvocation = Lambda with
    {
        AttemptTimeout = LongestInvocation,
        // A function that was run twice may have charged twice.
        Attempts = 1,
    };

    private static readonly AwsServiceTraits CloudWatch = new(
        "CloudWatch", "monitoring", AwsProtocol.Json, "GraniteServiceVersion20100801", "monitoring", "monitoring")
    {
        JsonVersion = "1.0",
        IsFipsInGovCloud = true,
        IsFipsInDualStackGovCloud = true,
    };

    private static readonly AwsServiceTraits Sts =
        new("STS", "sts", AwsProtocol.Query, "2011-06-15", "sts", "sts") { IsFipsInGovCloud = true };

    /// <summary>Version of the JSON protocol, for its content type.</summary>
    public string JsonVersion { get; init; } = "1.1";

    /// <summary>How long one attempt may take; null: as long as calls usually may.</summary>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>How often a call is tried; null: as the user's settings say.</summary>
    public int? Attempts { get; init; }

    /// <summary>Whether the plain hosts of GovCloud are the FIPS ones.</summary>
    private bool IsFipsInGovCloud { get; init; }

    /// <summary>Whether its dual-stack hosts are.</summary>
    private bool IsFipsInDualStackGovCloud { get; init; }

    /// <summary>The variable that moves this service alone to another address.</summary>
    public string EndpointVariable => "AWS_ENDPOINT_URL_" + ServiceId.Replace(' ', '_').ToUpperInvariant();

    public static AwsServiceTraits Of(AwsService service) => service switch
    {
        AwsService.Ecr => Ecr,
        AwsService.EcrPublic => EcrPublic,
        AwsService.Iam => Iam,
        AwsService.Lambda => Lambda,
        AwsService.LambdaInvocation => LambdaInvocation,
        AwsService.CloudWatch => CloudWatch,
        AwsService.Sts => Sts,
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "No such service."),
    };

    /// <summary>The Region a call is signed for: that of the connection, except for IAM.</summary>
    public static string RegionOf(AwsService service, string region) =>
        service == AwsService.Iam ? IamRegions.GetValueOrDefault(Fn.Partition(region).name, region) : region;

    /// <summary>The public host: the same for every partition as AWS's endpoint rules give.</summary>
    public string Host(string region, bool fips, bool dualStack)
    {
        var partition = Fn.Partition(region);
        var suffix = dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
        if (this == Iam) return IamHost(partition.name, region, suffix, fips, dualStack);
        fips &= !(dualStack ? IsFipsInDualStackGovCloud : IsFipsInGovCloud) || !region.StartsWith("us-gov-", StringComparison.Ordinal);
        return $"{(dualStack ? DualStackPrefix : HostPrefix)}{(fips ? "-fips" : "")}.{region}.{suffix}";
    }

    private static string IamHost(string partition, string region, string suffix, bool fips, bool dualStack) => (partition, fips, dualStack) switch
    {
        ("aws-us-gov", _, _) => $"iam.us-gov.{suffix}",
        ("aws", _, true) or ("aws-cn", false, true) => $"iam{(fips ? "-fips" : "")}.global.{suffix}",
        ("aws-iso" or "aws-iso-b", true, false) => $"iam-fips.{region}.{suffix}",
        ("aws", false, _) or (_, false, true) => $"iam.{suffix}",
        (_, true, _) => $"iam-fips.{suffix}",
        _ => $"iam.{region}.{suffix}",
    };
}

/// <summary>The three shapes of AWS requests that are spoken.</summary>
internal enum AwsProtocol
{
    /// <summary>POST to <c>/</c> with <c>X-Amz-Target</c>; JSON both ways.
    /// <see href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html"/></summary>
    Json,

    /// <summary>Method and path say what is meant; JSON both ways.
    /// <see href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html"/></summary>
    Rest,

    /// <summary>A form goes out, XML comes back.
    /// <see href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html"/></summary>
    Query,
}

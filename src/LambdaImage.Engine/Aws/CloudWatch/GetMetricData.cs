using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.CloudWatch;

/// <summary>Counts how often one version was run through an alias, and how often it failed.
/// <see href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html"/>
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html"/></summary>
/// <param name="FunctionName">Plain name of the function.</param>
/// <param name="Alias">Alias that divides the traffic.</param>
/// <param name="Version">Version to count.</param>
/// <param name="From">Start of the time, whole minutes.</param>
/// <param name="To">End of the time.</param>
internal sealed record GetMetricData(string FunctionName, string Alias, string Version, DateTimeOffset From, DateTimeOffset To)
    : IAwsOperation<VersionTraffic>
{
    // Lambda writes its metrics once a minute.
    private const int Minute = 60;

    public AwsService Service => AwsService.CloudWatch;

    public string Operation => "GetMetricData";

    public string Description => $"count the errors of version {Version} of function '{FunctionName}'";

    public string Permission => "cloudwatch:GetMetricData";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => new()
    {
        Body = new JsonObject
        {
            ["MetricDataQueries"] = new JsonArray(Query("invocations", "Invocations"), Query("errors", "Errors")),
            ["StartTime"] = From.ToUnixTimeSeconds(),
            ["EndTime"] = To.ToUnixTimeSeconds(),
        },
    };

    public VersionTraffic Read(JsonElement reply)
    {
        var sums = AwsJson.Read<MetricResults>(reply).MetricDataResults.ToLookup(result => result.Id, result => result.Values.Sum());
        return new((long)sums["invocations"].Sum(), (long)sums["errors"].Sum());
    }

    private JsonObject Query(string id, string metric) => new()
    {
        ["Id"] = id,
        ["MetricStat"] = new JsonObject
        {
            ["Metric"] = new JsonObject
            {
                ["Namespace"] = "AWS/Lambda",
                ["MetricName"] = metric,
                ["Dimensions"] = new JsonArray(
                    new JsonObject { ["Name"] = "FunctionName", ["Value"] = FunctionName },
                    new JsonObject { ["Name"] = "Resource", ["Value"] = $"{FunctionName}:{Alias}" },
                    new JsonObject { ["Name"] = "ExecutedVersion", ["Value"] = Version }),
            },
            ["Period"] = Minute,
            ["Stat"] = "Sum",
        },
    };

    internal sealed record MetricResults(IReadOnlyList<MetricResult> MetricDataResults);

    internal sealed record MetricResult(string Id, IReadOnlyList<double> Values);
}

/// <summary>What a version did.</summary>
/// <param name="Invocations">How often it was run.</param>
/// <param name="Errors">How often it failed.</param>
internal sealed record VersionTraffic(long Invocations, long Errors)
{
    public double ErrorPercent => Invocations == 0 ? (Errors > 0 ? 100 : 0) : 100.0 * Errors / Invocations;
}

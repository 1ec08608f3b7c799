using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.CloudWatch;

/// <summary>Reads the state of alarms, metric and composite ones.
/// <see href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html"/></summary>
/// <param name="Names">Names, at most 100.</param>
internal sealed record DescribeAlarms(IReadOnlyList<string> Names) : IAwsOperation<IReadOnlyList<Alarm>>
{
    public AwsService Service => AwsService.CloudWatch;

    public string Operation => "DescribeAlarms";

    public string Description => $"read the state of {(Names.Count == 1 ? $"alarm '{Names[0]}'" : $"{Names.Count} alarms")}";

    public string Permission => "cloudwatch:DescribeAlarms";

    public string Target => string.Join(", ", Names);

    public AwsRequest ToRequest() => new()
    {
        // Without types, composite alarms are left out.
        Body = new JsonObject { ["AlarmNames"] = AwsJson.Write(Names), ["AlarmTypes"] = new JsonArray("MetricAlarm", "CompositeAlarm"), ["MaxRecords"] = 100 },
    };

    public IReadOnlyList<Alarm> Read(JsonElement reply)
    {
        var found = AwsJson.Read<AlarmLists>(reply);
        return [.. found.MetricAlarms ?? [], .. found.CompositeAlarms ?? []];
    }

    internal sealed record AlarmLists(IReadOnlyList<Alarm>? MetricAlarms, IReadOnlyList<Alarm>? CompositeAlarms);
}

/// <summary>An alarm.</summary>
/// <param name="AlarmName">Name.</param>
/// <param name="StateValue"><c>OK</c>, <c>ALARM</c> or <c>INSUFFICIENT_DATA</c>.</param>
/// <param name="StateReason">CloudWatch's words for why.</param>
internal sealed record Alarm(string AlarmName, string StateValue, string? StateReason)
{
    public bool IsRinging => StateValue == "ALARM";
}

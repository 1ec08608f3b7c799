using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LambdaImage.Engine.Aws.CloudWatch;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Aws.Lambda;

namespace LambdaImage.Engine.Aws;

/// <summary>All that <see cref="AwsJson"/> reads and writes: the code for it is made by the compiler, since none can be made while a
/// native program runs.</summary>
[JsonSerializable(typeof(AliasConfiguration))]
[JsonSerializable(typeof(DescribeAlarms.AlarmLists))]
[JsonSerializable(typeof(EcrDeleteFailure))]
[JsonSerializable(typeof(EcrScan))]
[JsonSerializable(typeof(EventSourceMappings))]
[JsonSerializable(typeof(FunctionAliases))]
[JsonSerializable(typeof(FunctionDescription))]
[JsonSerializable(typeof(FunctionList))]
[JsonSerializable(typeof(FunctionPolicy))]
[JsonSerializable(typeof(FunctionUrl))]
[JsonSerializable(typeof(FunctionUrlCors))]
[JsonSerializable(typeof(FunctionVersions))]
[JsonSerializable(typeof(GetMetricData.MetricResults))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, double>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<EcrCacheRule>))]
[JsonSerializable(typeof(IReadOnlyList<EcrCreationTemplate>))]
[JsonSerializable(typeof(IReadOnlyList<EcrImage>))]
[JsonSerializable(typeof(IReadOnlyList<EcrRepository>))]
[JsonSerializable(typeof(IReadOnlyList<FunctionMount>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class AwsDocuments : JsonSerializerContext;

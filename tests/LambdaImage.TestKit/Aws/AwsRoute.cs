using System.Text.RegularExpressions;
using System.Web;

namespace LambdaImage.TestKit.Aws;

/// <summary>Which operation of which service a request is.</summary>
/// <param name="Service">As botocore names it; empty when nobody knows.</param>
/// <param name="Operation">Name in the API.</param>
internal sealed partial record AwsRoute(string Service, string Operation)
{
    private static readonly (string Method, string Path, string Operation)[] Lambda =
    [
        ("POST", "functions", "CreateFunction"), ("GET", "functions", "ListFunctions"),
        ("GET", "functions/*", "GetFunction"), ("DELETE", "functions/*", "DeleteFunction"),
        ("PUT", "functions/*/code", "UpdateFunctionCode"),
        ("GET", "functions/*/configuration", "GetFunctionConfiguration"), ("PUT", "functions/*/configuration", "UpdateFunctionConfiguration"),
        ("POST", "functions/*/versions", "PublishVersion"), ("GET", "functions/*/versions", "ListVersionsByFunction"),
        ("POST", "functions/*/aliases", "CreateAlias"), ("GET", "functions/*/aliases", "ListAliases"),
        ("GET", "functions/*/aliases/*", "GetAlias"), ("PUT", "functions/*/aliases/*", "UpdateAlias"),
        ("DELETE", "functions/*/aliases/*", "DeleteAlias"),
        ("POST", "functions/*/policy", "AddPermission"), ("GET", "functions/*/policy", "GetPolicy"),
        ("DELETE", "functions/*/policy/*", "RemovePermission"),
        ("POST", "functions/*/url", "CreateFunctionUrlConfig"), ("GET", "functions/*/url", "GetFunctionUrlConfig"),
        ("PUT", "functions/*/url", "UpdateFunctionUrlConfig"), ("DELETE", "functions/*/url", "DeleteFunctionUrlConfig"),
        ("PUT", "functions/*/concurrency", "PutFunctionConcurrency"), ("DELETE", "functions/*/concurrency", "DeleteFunctionConcurrency"),
        ("GET", "functions/*/concurrency", "GetFunctionConcurrency"),
        ("POST", "functions/*/invocations", "Invoke"),
        ("GET", "event-source-mappings", "ListEventSourceMappings"),
        ("GET", "tags/*", "ListTags"), ("POST", "tags/*", "TagResource"), ("DELETE", "tags/*", "UntagResource"),
    ];

    public static AwsRoute Of(HttpRequestMessage request, string body)
    {
        if (request.Headers.TryGetValues("X-Amz-Target", out var targets))
        {
            var target = targets.Single().Split('.');
            return new(ServiceOf(target[0]), target[^1]);
        }

        var path = VersionedPath().Match(request.RequestUri!.AbsolutePath);
        if (path.Success)
        {
            var parts = path.Groups["rest"].Value.Trim('/').Split('/');
            var route = Lambda.FirstOrDefault(each => each.Method == request.Method.Method && Fits(each.Path.Split('/'), parts));
            return new("lambda", route.Operation ?? $"{request.Method} {request.RequestUri.AbsolutePath}");
        }

        var form = HttpUtility.ParseQueryString(body);
        return new(form["Version"] switch { "2011-06-15" => "sts", "2010-05-08" => "iam", "2010-08-01" => "cloudwatch", _ => "" }, form["Action"] ?? "?");
    }

    private static string ServiceOf(string target) => target switch
    {
        "AmazonEC2ContainerRegistry_V20150921" => "ecr",
        "SpencerFrontendService" => "ecr-public",
        "GraniteServiceVersion20100801" => "cloudwatch",
        _ => "",
    };

    private static bool Fits(string[] pattern, string[] parts) =>
        pattern.Length == parts.Length && pattern.Zip(parts).All(pair => pair.First is "*" || pair.First == pair.Second);

    [GeneratedRegex(@"/20\d\d-\d\d-\d\d/(?<rest>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionedPath();
}

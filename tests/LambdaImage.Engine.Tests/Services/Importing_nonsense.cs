using System.Text.Json.Nodes;
using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Services;
using LambdaImage.Engine.Services.Imports;
using LambdaImage.Engine.Tests.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Services;

/// <summary>Each value of a file that uses everything, replaced by each form a value can have.</summary>
public sealed class Importing_nonsense : IDisposable
{
    private const string Serverless = """
        {
          "service": "shop", "useDotenv": true, "plugins": ["x"], "package": { "patterns": ["x"] },
          "custom": { "name": "x", "list": ["a", "b"] },
          "params": { "default": { "a": "b" }, "dev": { "c": "d" } }, "stages": { "dev": { "params": { "e": "f" }, "observability": true } },
          "provider": {
            "name": "aws", "stage": "${opt:stage, 'dev'}", "region": "eu-west-1", "profile": "x", "memorySize": 256, "timeout": 5, "versionFunctions": true,
            "environment": { "A": "${self:custom.name}", "B": "${self:custom.list.0}" }, "tags": { "a": "b" }, "stackTags": { "a": "b" },
            "vpc": { "subnetIds": ["subnet-1"], "securityGroupIds": ["sg-1"] }, "logs": { "lambda": { "logFormat": "JSON" } }, "tracing": { "lambda": true },
            "iam": { "role": { "statements": [{ "Effect": "Allow" }] } }, "kmsKeyArn": "x", "logRetentionInDays": 5, "architecture": "arm64",
            "ecr": { "scanOnPush": true, "images": {
              "web": { "path": ".", "file": "Dockerfile", "buildArgs": { "A": "b" }, "cacheFrom": ["x"], "platform": "linux/arm64", "buildOptions": ["--ssh", "default"], "provenance": false },
              "uri": { "uri": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/x:1" }, "path": "." } } },
          "functions": { "api": {
            "name": "x", "description": "x", "image": { "name": "web", "command": ["a"], "entryPoint": ["b"], "workingDirectory": "/x" }, "memorySize": 1, "timeout": 2, "role": "x",
            "environment": { "A": "b" }, "vpc": { "subnetIds": ["subnet-1"] }, "logs": { "logFormat": "JSON" }, "tracing": "Active", "snapStart": true, "ephemeralStorageSize": 512,
            "fileSystemConfig": { "arn": "x", "localMountPath": "/mnt/x" }, "architecture": "arm64", "tags": { "a": "b" }, "reservedConcurrency": 1, "onError": "arn:x", "kmsKeyArn": "x",
            "url": { "authorizer": "aws_iam", "invokeMode": "RESPONSE_STREAM", "cors": { "allowedOrigins": ["*"], "maxAge": 1, "allowCredentials": true } }, "events": [{ "http": "GET /" }] } }
        }
        """;

    private const string Sam = """
        {
          "Parameters": { "Memory": { "Type": "Number", "Default": 256 } }, "Conditions": { "C": "x" }, "Outputs": { "O": { "Value": "x" } },
          "Globals": { "Api": { "Cors": "x" }, "Function": { "Timeout": 20, "VpcConfig": { "SubnetIds": ["subnet-1"] }, "Environment": { "Variables": { "A": "b" } } } },
          "Resources": {
            "Table": { "Type": "AWS::DynamoDB::Table" },
            "Permission": { "Type": "AWS::Lambda::Permission", "Properties": { "FunctionName": { "Ref": "Hello" }, "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com", "SourceArn": "arn:x" } },
            "Plain": { "Type": "AWS::Lambda::Function", "Properties": { "PackageType": "Image", "Code": { "ImageUri": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/x:1" }, "Tags": [{ "Key": "a", "Value": "b" }], "SnapStart": { "ApplyOn": "None" } } },
            "Hello": {
              "Type": "AWS::Serverless::Function", "Condition": "C", "IgnoreGlobals": ["Timeout"],
              "Metadata": { "DockerContext": ".", "Dockerfile": "Dockerfile", "DockerTag": "v1", "DockerBuildTarget": "x", "DockerBuildArgs": { "A": "b" }, "DockerBuildExtraParams": ["--ssh", "default"] },
              "Properties": {
                "PackageType": "Image", "FunctionName": "x", "Architectures": ["arm64"], "MemorySize": { "Ref": "Memory" }, "Description": { "Fn::Sub": "${Memory}" }, "Role": "x", "Tracing": "Active",
                "Tags": { "a": "b" }, "DeadLetterQueue": { "Type": "SQS", "TargetArn": "arn:x" }, "ReservedConcurrentExecutions": 1, "Layers": ["x"], "ImageConfig": { "Command": ["a"], "EntryPoint": ["b"], "WorkingDirectory": "/x" },
                "FunctionUrlConfig": { "AuthType": "NONE", "InvokeMode": "BUFFERED", "Cors": { "AllowOrigins": ["*"], "MaxAge": 1 } }, "LoggingConfig": { "LogFormat": "JSON" }, "EphemeralStorage": { "Size": 512 },
                "FileSystemConfigs": [{ "Arn": "x", "LocalMountPath": "/mnt/x" }], "VpcConfig": { "SubnetIds": ["subnet-2"], "SecurityGroupIds": ["sg-1"] } } },
            "Bye": {
              "Type": "AWS::Serverless::Function", "Metadata": { "DockerContext": ".", "Dockerfile": "Dockerfile" },
              "Properties": { "PackageType": "Image", "AutoPublishAlias": "live", "DeploymentPreference": { "Enabled": true, "Type": "Canary10Percent5Minutes", "Alarms": ["a"], "Hooks": { "PreTraffic": "x" } } } } }
        }
        """;

    private const string Lambroll = """
        {
          "FunctionName": "x", "PackageType": "Image", "Description": "x", "Role": "x", "Code": { "ImageUri": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/x:1" }, "MemorySize": 1, "Timeout": 2,
          "Architectures": ["arm64"], "KMSKeyArn": "x", "Tags": { "a": "b" }, "Publish": true, "ImageConfig": { "Command": ["a"], "EntryPoint": ["b"], "WorkingDirectory": "/x" }, "Layers": ["x"],
          "Environment": { "Variables": { "A": "b" } }, "EphemeralStorage": { "Size": 512 }, "VpcConfig": { "SubnetIds": ["subnet-2"], "SecurityGroupIds": ["sg-1"], "Ipv6AllowedForDualStack": true },
          "TracingConfig": { "Mode": "Active" }, "DeadLetterConfig": { "TargetArn": "x" }, "FileSystemConfigs": [{ "Arn": "x", "LocalMountPath": "/mnt/x" }], "LoggingConfig": { "LogFormat": "JSON", "LogGroup": "x" }, "SnapStart": { "ApplyOn": "None" }
        }
        """;

    private const string Dotnet = """
        {
          "package-type": "image", "function-name": "x", "function-role": "x", "function-memory-size": 1, "function-timeout": 2, "function-architecture": "arm64", "function-subnets": "a,b", "function-publish": true,
          "function-url-enable": true, "function-url-auth": "AWS_IAM", "image-command": "a,b", "image-tag": "x:1", "dockerfile": "Dockerfile", "docker-build-working-dir": ".", "docker-build-options": "--ssh default",
          "environment-variables": "A=b;C=d", "append-environment-variables": "A=b", "tags": "a=b", "tracing-mode": "Active", "ephemerals-storage-size": 512, "log-format": "JSON", "snap-start-apply-on": "None", "file-system-configs": "x"
        }
        """;

    private static readonly string[] Forms =
    [
        "null", "\"\"", "\"x:\"", "1", "true", "[[1]]", "[{\"a\":[\"b\"]}]", "{\"a\":{\"b\":null}}", "{\"Ref\":\"Nothing\"}",
        "\"${env:X, env:Y}\"", "\"${file(}\"", "\"${strToBool(}\"", "\"${,}\"", "\"{{ env }}\"", "\"..\\u0000\"",
    ];

    private readonly TempProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("serverless.json", Serverless)]
    [InlineData("template.json", Sam)]
    [InlineData("function.json", Lambroll)]
    [InlineData("aws-lambda-tools-defaults.json", Dotnet)]
    public void It_is_read_or_told_in_our_words(string file, string text)
    {
        List<string> broken = [];
        var read = 0;
        foreach (var path in Paths(JsonNode.Parse(text)!))
        {
            foreach (var form in Forms)
            {
                var root = JsonNode.Parse(text)!;
                Replace(root, path, JsonNode.Parse(form));
                _project.Write("Dockerfile", "FROM scratch").Write(file, root.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
                try
                {
                    if (new ImportCatalog(new EmptyEnvironment()).Find(_project.Path, null, new ImportOptions(null)) is { } imported)
                    {
                        var written = ConfigurationWriter.Write(imported.Root);
                        var at = Path.Combine(_project.Path, ConfigurationFile.Name);
                        new ServiceReader(new ConfigurationStage(null, _ => null).Apply(ConfigurationYaml.ReadFile(written, at)!, at), at, new() { Path = _project.Path }).Read();
                        read++;
                    }
                }
                catch (LambdaImageException e)
                {
                    if (e.Remedy.Length == 0) broken.Add($"{string.Join('.', path)} = {form}: no remedy for {e.Message}");
                }
                catch (Exception e)
                {
                    broken.Add($"{string.Join('.', path)} = {form}: {e.GetType().Name} {e.Message.Split('\n')[0]} {e.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("LambdaImage.Engine", StringComparison.Ordinal))?.Trim()}");
                }
            }
        }

        broken.ShouldBeEmpty();
        read.ShouldBeGreaterThan(100);
    }

    private static IEnumerable<string[]> Paths(JsonNode node) => node switch
    {
        JsonObject map => map.SelectMany(member => (string[][])[[member.Key], .. member.Value is null ? [] : Paths(member.Value).Select(rest => (string[])[member.Key, .. rest])]),
        JsonArray list => list.SelectMany((item, index) => (string[][])[[$"{index}"], .. Paths(item!).Select(rest => (string[])[$"{index}", .. rest])]),
        _ => [],
    };

    private static void Replace(JsonNode node, string[] path, JsonNode? value)
    {
        var parent = path[..^1].Aggregate(node, (at, name) => at is JsonArray list ? list[int.Parse(name)]! : at[name]!);
        if (parent is JsonArray items) items[int.Parse(path[^1])] = value;
        else parent[path[^1]] = value;
    }
}

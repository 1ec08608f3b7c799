using LambdaImage.Engine.Plans;
using LambdaImage.Engine.Tests.Aws;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Repositories;

/// <summary>A repository and functions on a fake AWS, which remembers what was deleted.</summary>
internal sealed class RepositoryBench : IDisposable
{
    public const string Account = "123456789012";
    public const string Host = Account + ".dkr.ecr.eu-west-1.amazonaws.com";

    private const string Index = "application/vnd.oci.image.index.v1+json";
    private const string Manifest = "application/vnd.oci.image.manifest.v1+json";

    private readonly List<Dictionary<string, object>> _images = [];
    private readonly List<object> _functions = [];
    private readonly Dictionary<string, string> _manifests = new(StringComparer.Ordinal);

    public RepositoryBench()
    {
        Aws.On("GetCallerIdentity", FakeAwsReply.Xml(
                $"<R><GetCallerIdentityResult><Account>{Account}</Account><Arn>arn:aws:iam::{Account}:root</Arn></GetCallerIdentityResult></R>"))
            .On("DescribeRepositories", FakeAwsReply.Json(new
            {
                repositories = new[] { new { repositoryName = "shop", repositoryArn = "arn:aws:ecr:eu-west-1:1:repository/shop", registryId = Account, repositoryUri = Host + "/shop" } },
            }))
            .On("GetRepositoryPolicy", FakeAwsReply.Error(400, "RepositoryPolicyNotFoundException", "none"))
            .On("GetLifecyclePolicy", FakeAwsReply.Error(400, "LifecyclePolicyNotFoundException", "none"))
            .On("PutLifecyclePolicy", FakeAwsReply.Json(new { }))
            .On("PutImage", FakeAwsReply.Json(new { }))
            .On("DeleteRepository", FakeAwsReply.Json(new { }))
            .On("DescribeImages", _ => FakeAwsReply.Json(new { imageDetails = _images }))
            .On("ListFunctions", _ => FakeAwsReply.Json(new { Functions = _functions }))
            .On("BatchGetImage", call => FakeAwsReply.Json(new
            {
                images = call.Json.GetProperty("imageIds").EnumerateArray().Select(id => id.GetProperty("imageDigest").GetString()!)
                    .Select(digest => new { imageId = new { imageDigest = digest }, imageManifest = _manifests.GetValueOrDefault(digest, "{}"), imageManifestMediaType = Manifest }),
            }))
            .On("BatchDeleteImage", call =>
            {
                var digests = call.Json.GetProperty("imageIds").EnumerateArray().Select(id => id.GetProperty("imageDigest").GetString()!).ToArray();
                Deleted.AddRange(digests);
                return FakeAwsReply.Json(new { imageIds = Array.Empty<object>(), failures = Array.Empty<object>() });
            });
        Parts = new EngineParts(Bench.Environment, Aws, Bench.Connector, new FakeProcessRunner(), Bench.Clock);
    }

    public AwsBench Bench { get; } = new();

    public FakeAws Aws => Bench.Aws;

    public EngineParts Parts { get; }

    public List<string> Deleted { get; } = [];

    /// <summary>A digest that is told apart by its digit.</summary>
    public static string Digest(char digit) => "sha256:" + new string(digit, 64);

    public RepositoryBench Image(char digit, int days, params string[] tags) => Add(digit, days, Manifest, subject: null, tags);

    public RepositoryBench Referrer(char digit, int days, char subject) => Add(digit, days, Manifest, Digest(subject));

    public RepositoryBench IndexOf(char digit, int days, string members, params string[] tags)
    {
        _manifests[Digest(digit)] = $$"""{"schemaVersion":2,"mediaType":"{{Index}}","manifests":[{{string.Join(',', members.Select(member =>
            $$"""{"mediaType":"{{Manifest}}","digest":"{{Digest(member)}}","size":1}"""))}}]}""";
        return Add(digit, days, Index, subject: null, tags);
    }

    public RepositoryBench Function(string name, char digit, string version = "$LATEST")
    {
        _functions.Add(new
        {
            FunctionName = name,
            FunctionArn = $"arn:aws:lambda:eu-west-1:{Account}:function:{name}" + (version == "$LATEST" ? ":$LATEST" : ":" + version),
            PackageType = "Image",
            CodeSha256 = new string(digit, 64),
            Version = version,
        });
        return this;
    }

    public RepositoryBench Other(object function)
    {
        _functions.Add(function);
        return this;
    }

    public Task<Plan<RepositoryCleanup>> PlanAsync(ClearRepositoryRequest request) =>
        new ClearRepositoryPlanner(Parts, session => Bench.Connector.Connect(session, Bench.Reporter))
            .PlanAsync(request with { Session = Bench.Session }, Bench.Reporter, default);

    public static ClearRepositoryRequest Clear(int last = 0, int days = 0, params string[] tags) =>
        new() { Repository = "shop", KeepLast = last, KeepYounger = TimeSpan.FromDays(days), KeepTags = tags };

    public void Dispose() => Bench.Dispose();

    private RepositoryBench Add(char digit, int days, string type, string? subject, params string[] tags)
    {
        var image = new Dictionary<string, object>
        {
            ["imageDigest"] = Digest(digit),
            ["imageManifestMediaType"] = type,
            ["imagePushedAt"] = (Bench.Clock.GetUtcNow() - TimeSpan.FromDays(days)).ToUnixTimeSeconds(),
            ["imageSizeInBytes"] = 1000,
        };
        if (tags.Length > 0) image["imageTags"] = tags;
        if (subject is not null) image["subjectManifestDigest"] = subject;
        _images.Add(image);
        return this;
    }
}

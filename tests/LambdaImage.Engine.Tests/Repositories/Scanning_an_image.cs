using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Plans;
using LambdaImage.Engine.Repositories;
using LambdaImage.Engine.Tests.Aws;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Repositories;

public sealed class Scanning_an_image : IDisposable
{
    private static readonly EcrRegistry Registry = new(RepositoryBench.Account, "eu-west-1");
    private static readonly ImageReference Image = ImageReference.Parse($"{RepositoryBench.Host}/shop@{RepositoryBench.Digest('a')}");
    private static readonly FakeAwsReply None = FakeAwsReply.Error(400, "ScanNotFoundException", "none");

    private static readonly object BasicFindings = new
    {
        imageScanCompletedAt = 1.7e9,
        findingSeverityCounts = new { CRITICAL = 1, HIGH = 2, UNDEFINED = 3 },
        findings = new object[]
        {
            new { name = "CVE-2026-2", severity = "HIGH", uri = "https://a", attributes = new[] { new { key = "package_name", value = "zlib" }, new { key = "package_version", value = "1.2" } } },
            new { name = "CVE-2026-1", severity = "CRITICAL" },
        },
    };

    private readonly AwsBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_basic_scan_is_started_when_there_is_none_and_waited_for()
    {
        _bench.Aws.On("DescribeImageScanFindings", None, Status("IN_PROGRESS"), Status("COMPLETE", BasicFindings)).On("StartImageScan", FakeAwsReply.Json(new { }));

        var scan = await WaitAsync();

        _bench.Aws.Operations.ShouldBe(["DescribeImageScanFindings", "StartImageScan", "DescribeImageScanFindings", "DescribeImageScanFindings"]);
        (scan.Critical, scan.High, scan.Medium, scan.Enhanced).ShouldBe((1, 2, 0, false));
        scan.Findings.Select(finding => finding.ToString()).ShouldBe(["CVE-2026-1", "CVE-2026-2 in zlib 1.2"]);
        scan.AtLeast(ScanSeverity.High).ShouldBe(3);
    }

    [Fact]
    public async Task An_enhanced_scan_is_read_page_by_page()
    {
        _bench.Aws.On("StartImageScan", FakeAwsReply.Error(400, "ValidationException", "This feature is disabled")).On("DescribeImageScanFindings",
            None,
            Status("ACTIVE", Enhanced("CVE-2026-1", "MEDIUM"), "next"),
            Status("ACTIVE", Enhanced("CVE-2026-2", "UNTRIAGED")));

        var scan = await WaitAsync();

        scan.Enhanced.ShouldBeTrue();
        (scan.Medium, scan.Counts[nameof(ScanSeverity.Undefined)]).ShouldBe((1, 1));
        scan.Findings[0].ToString().ShouldBe("CVE-2026-1 in openssl 3.0 (fixed in 3.1)");
    }

    [Theory]
    [InlineData("FAILED", "later")]
    [InlineData("IMAGE_ARCHIVED", "update-image-storage-class")]
    [InlineData("SCAN_ELIGIBILITY_EXPIRED", "publish it again")]
    [InlineData("FINDINGS_UNAVAILABLE", "later")]
    public async Task A_scan_that_cannot_be_had_is_explained(string status, string remedy)
    {
        _bench.Aws.On("DescribeImageScanFindings", Status(status));

        var error = await Should.ThrowAsync<LambdaImageException>(() => WaitAsync());

        error.Kind.ShouldBe(ErrorKind.ScanUnavailable);
        error.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public async Task An_image_that_cannot_be_scanned_is_explained()
    {
        _bench.Aws.On("DescribeImageScanFindings", None).On("StartImageScan", FakeAwsReply.Error(400, "UnsupportedImageTypeException", "not supported"));

        (await Should.ThrowAsync<LambdaImageException>(() => WaitAsync())).Remedy.ShouldContain("ENHANCED");
    }

    [Fact]
    public async Task The_wait_ends()
    {
        _bench.Aws.On("DescribeImageScanFindings", Status("IN_PROGRESS"));

        var error = await Should.ThrowAsync<LambdaImageException>(() => WaitAsync());

        error.Kind.ShouldBe(ErrorKind.ScanTimeout);
        error.Message.ShouldContain("IN_PROGRESS");
        // As AWS's own waiter: every five seconds, for five minutes.
        _bench.Aws.Calls.Count.ShouldBe(60);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(ScanSeverity.Critical, true)]
    [InlineData(ScanSeverity.High, false)]
    [InlineData(ScanSeverity.Low, false)]
    public void The_gate_lets_pass_what_is_mild_enough(ScanSeverity? limit, bool passes)
    {
        var scan = new ImageScan
        {
            ImageUri = Image.ToString(),
            Status = "COMPLETE",
            Counts = new Dictionary<string, int> { [nameof(ScanSeverity.High)] = 2 },
            Findings = [new("CVE-2026-1", ScanSeverity.High, "zlib 1.2", null, null)],
        };

        if (passes)
        {
            ScanGate.Pass(scan, limit).ShouldBeSameAs(scan);
            return;
        }

        var error = Should.Throw<LambdaImageException>(() => ScanGate.Pass(scan, limit));
        error.Kind.ShouldBe(ErrorKind.ScanRejected);
        error.Message.ShouldContain("2 High");
        error.Message.ShouldContain("CVE-2026-1 in zlib 1.2");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(ScanSeverity.High, ErrorKind.ScanRejected)]
    public async Task Findings_are_told_once_also_where_they_are_too_bad(ScanSeverity? limit, ErrorKind? kind)
    {
        _bench.Aws.On("DescribeImages", FakeAwsReply.Json(new { imageDetails = new[] { new { imageDigest = RepositoryBench.Digest('a') } } }))
            .On("DescribeImageScanFindings", Status("COMPLETE", BasicFindings));
        var parts = new EngineParts(_bench.Environment, _bench.Aws, _bench.Connector, new FakeProcessRunner(), new SkippingClock());
        var plan = await new ScanPlanner(parts, _bench.Connect()).PlanAsync(new ScanRequest { ImageUri = Image.ToString(), FailOn = limit }, default);
        var reporter = new RecordingReporter();

        if (kind is null) await plan.CarryOutAsync(reporter, default);
        else (await Should.ThrowAsync<LambdaImageException>(() => plan.CarryOutAsync(reporter, default))).Kind.ShouldBe(kind.Value);

        reporter.Results.ShouldHaveSingleItem().ShouldBeOfType<ImageScan>().Findings.Count.ShouldBe(2);
    }

    private Task<ImageScan> WaitAsync()
    {
        var clock = new SkippingClock();
        return new ImageScanner(_bench.Connect(), clock, _bench.Reporter).WaitAsync(Registry, Image, ScanRequest.DefaultTimeout, default);
    }

    private static FakeAwsReply Status(string status, object? findings = null, string? next = null) => FakeAwsReply.Json(
        next is null ? new { imageScanStatus = new { status }, imageScanFindings = findings } : new { imageScanStatus = new { status }, imageScanFindings = findings, nextToken = next });

    private static object Enhanced(string id, string severity) => new
    {
        enhancedFindings = new[]
        {
            new
            {
                severity,
                packageVulnerabilityDetails = new { vulnerabilityId = id, vulnerablePackages = new[] { new { name = "openssl", version = "3.0", fixedInVersion = "3.1" } } },
            },
        },
    };
}

using System.Globalization;
using LambdaImage.Formatting;

namespace LambdaImage.Tests.Formatting;

public sealed class Words_for_numbers
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(42_100_000, "42.1 MB")]
    [InlineData(999_950_000, "1.0 GB")]
    [InlineData(10_000_000_000, "10.0 GB")]
    public void Sizes(long bytes, string words) => _Format.Size(bytes).ShouldBe(words);

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.35, "350 ms")]
    [InlineData(0.9999, "1.0 s")]
    [InlineData(12.44, "12.4 s")]
    [InlineData(59.97, "1 min 00 s")]
    [InlineData(125, "2 min 05 s")]
    [InlineData(3725, "62 min 05 s")]
    public void Durations(double seconds, string words) => _Format.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(words);

    [Theory]
    [InlineData("sha256:1a2b3c4d5e6f708192", "sha256:1a2b3c4d5e6f")]
    [InlineData("host/repo@sha256:1a2b3c4d5e6f708192", "sha256:1a2b3c4d5e6f")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Digests(string? text, string words) => _Format.Digest(text).ShouldBe(words);

    [Theory]
    [InlineData("123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/shop", "team/shop")]
    [InlineData("registry.example:5000/shop", "registry.example:5000/shop")]
    [InlineData(null, "")]
    public void Repositories(string? repository, string words) => _Format.Repository(repository).ShouldBe(words);

    [Fact]
    public void Transfers()
    {
        LayerUpload[] layers = [new("a", 1, BlobTransfer.Uploaded), new("b", 1, BlobTransfer.Existing), new("c", 1, BlobTransfer.Existing)];

        _Format.Transfers(layers).ShouldBe("1 sent, 2 there already");
        _Format.Transfers(null).ShouldBeEmpty();
    }

    [Fact]
    public void The_culture_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
        try
        {
            _Format.Size(1_500_000).ShouldBe("1.5 MB");
            _Format.Duration(TimeSpan.FromSeconds(1.5)).ShouldBe("1.5 s");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

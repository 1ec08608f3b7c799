using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>What to do about the scan of an image.</summary>
internal sealed class ScanOptions : OptionGroup
{
    private readonly Option<bool>? _wait;
    private readonly Option<ScanSeverity?> _failOn;
    private readonly Option<int?> _timeout;

    /// <param name="asks">Whether waiting is a choice, not the purpose.</param>
    public ScanOptions(bool asks)
    {
        _wait = asks ? Add<bool>("--wait-for-scan", "Wait for the scan of the image in Amazon ECR.") : null;
        _failOn = Add<ScanSeverity?>("--fail-on-severity", "Mildest finding that is a failure: Critical, High, Medium, Low, Informational or Undefined.");
        _timeout = Add<int?>("--scan-timeout", "Seconds to wait for the scan; default: 300.");
        Limit(_timeout, 1, 3600);
    }

    public bool Wait(ParseResult parsed) => _wait is not null && parsed.GetValue(_wait);

    public ScanSeverity? FailOn(ParseResult parsed) => parsed.GetValue(_failOn);

    public TimeSpan Timeout(ParseResult parsed) =>
        parsed.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : ScanRequest.DefaultTimeout;
}

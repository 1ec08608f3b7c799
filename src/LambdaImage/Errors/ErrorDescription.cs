using System.Management.Automation;

namespace LambdaImage.Errors;

/// <summary>Everything an error record shows, before PowerShell's own type is made of it.</summary>
/// <param name="Exception">What a script catches; always LambdaImage's own exception.</param>
/// <param name="Id">First part of the FullyQualifiedErrorId.</param>
/// <param name="Category">PowerShell's coarse kind.</param>
/// <param name="Message">The text, with file and line in front where known.</param>
/// <param name="IsTerminating">Whether later input cannot succeed either.</param>
internal sealed record ErrorDescription(
    LambdaImageException Exception, string Id, ErrorCategory Category, string Message, bool IsTerminating)
{
    public ErrorRecord ToRecord() => new(Exception, Id, Category, Exception.Target)
    {
        ErrorDetails = new(Message) { RecommendedAction = Exception.Remedy },
    };
}

using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Repositories;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans to look at what a scan finds in an image that is in ECR.</summary>
internal sealed class ScanPlanner(EngineParts parts, AwsConnection aws)
{
    public async Task<IPlan<ImageScan>> PlanAsync(ScanRequest request, CancellationToken cancel)
    {
        var image = ImageReference.Parse(request.ImageUri);
        if (EcrRegistry.TryParse(image.Registry) is not { } registry) throw ScanErrors.NotEcr(request.ImageUri);
        var connection = aws.In(registry.Region);
        var id = EcrImageId.Of(registry, image);
        var found = await connection.SendAsync(new DescribeImages(id), cancel) ?? await connection.SendAsync(new BatchGetImage(id), cancel);
        if (found.ImageStatus is not (null or "ACTIVE")) throw DeploymentErrors.ImageArchived(request.ImageUri);
        var exact = (image with { Registry = registry.Host }).WithDigest(Digest.Parse(found.ImageDigest));
        var scanned = await connection.SendAsync(new DescribeImageScanFindings(EcrImageId.Of(registry, exact), NextToken: null), cancel) is not null;
        return new Plan<ImageScan>(
            exact.ToString(),
            scanned ? "Read what the scan found" : "Start a scan and wait for it",
            RunAsync)
        {
            Changes = !scanned,
        };

        async Task<ImageScan> RunAsync(IWorkReporter log, CancellationToken stop)
        {
            var scan = await new ImageScanner(connection.ReportingTo(log), parts.Time, log).WaitAsync(registry, exact, request.Timeout, stop);
            try
            {
                return ScanGate.Pass(scan, request.FailOn);
            }
            catch (LambdaImageException)
            {
                // What was found matters most where it is too bad, and the error has room for the worst of it only.
                log.Finish(scan);
                throw;
            }
        }
    }
}

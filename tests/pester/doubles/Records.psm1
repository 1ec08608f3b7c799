Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

<#
.SYNOPSIS
One record of each type that a cmdlet gives, with values as long as real ones are.
#>
function New-SampleRecord {
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType([hashtable])]
    param()

    if (-not $PSCmdlet.ShouldProcess('records', 'Make samples')) { return }
    $digest = 'sha256:1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809'
    $registry = '123456789012.dkr.ecr.ap-southeast-2.amazonaws.com'
    $repository = "$registry/serverless-checkout-production"
    $function = 'checkout-production-webhook'
    $arn = "arn:aws:lambda:ap-southeast-2:123456789012:function:$function"
    $when = [datetimeoffset]'2026-11-28T19:05:00Z'

    $project = [LambdaImage.LambdaProject]@{
        Path = '/srv/build/checkout'; Name = 'checkout-production'; Mode = 'Managed'; ModeReason = 'no Dockerfile of its own'
        Framework = 'Spring Boot'; Runtime = [LambdaImage.LambdaRuntime]::new('java', '17.al2023', 'pom.xml:12'); Architecture = 'Arm64'
        Handler = 'app.checkout.handler'; Evidence = [LambdaImage.Evidence[]]@([LambdaImage.Evidence]::new('package.json', 7, '"express": "^4"', 'Express'))
        Warnings = [string[]]@('Java 17 ends soon.')
    }
    $file = [LambdaImage.LambdaDockerfile]@{
        Path = '/srv/build/checkout/Dockerfile'; Text = "FROM scratch`n"; ContextPath = '/srv/build/checkout'; State = 'Created'; Project = $project; Files = [string[]]@('bootstrap')
    }
    $image = [LambdaImage.BuiltLambdaImage]@{
        Reference = 'checkout-production:20261128-190500'; Digest = $digest; ImageId = $digest; Size = 123456789; Architecture = 'Arm64'; Builder = 'daemonless'
        Location = [LambdaImage.ImageLocation]::new('OciLayout', '/layout'); Layers = [LambdaImage.ImageLayer[]]@([LambdaImage.ImageLayer]::new($digest, $digest, 42, 'base'))
        EntryPoint = [string[]]@('/entry'); Command = [string[]]@('app.handler'); Duration = [timespan]::FromSeconds(754.25); Dockerfile = $file
    }
    $scan = [LambdaImage.ImageScan]@{
        ImageUri = "$repository@$digest"; Status = 'COMPLETE'; CompletedAt = $when; Findings = [LambdaImage.ImageScanFinding[]]@([LambdaImage.ImageScanFinding]::new('CVE-2026-1', 'High', 'openssl', '3.2', 'https://example.com'))
        Counts = ([Collections.Generic.Dictionary[string, int]]::new())
    }
    $scan.Counts.Add('High', 12)
    $published = [LambdaImage.PublishedLambdaImage]@{
        ImageUri = "$repository@$digest"; Repository = $repository; Digest = $digest; Tags = [string[]]@('v1.4.2', 'prod'); Region = 'ap-southeast-2'; AccountId = '123456789012'; Scan = $scan
        Layers = [LambdaImage.LayerUpload[]]@([LambdaImage.LayerUpload]::new($digest, 42, 'Uploaded')); SbomUri = "$repository@$digest"; Size = 123456789; BytesSent = 1500000; Architecture = 'Arm64'; Duration = [timespan]::FromMilliseconds(350); Image = $image
    }
    $old = [LambdaImage.RepositoryImage]@{ Digest = $digest; Tags = [string[]]@('v1.4.2', 'prod'); PushedAt = $when; Size = 123456789; Deleted = $true; Reason = 'no function uses it, and it is older than 30 days' }
    $samples = @(
        $project, $file, $image, $scan, $published, $old
        [LambdaImage.LambdaFunctionDeployment]@{
            FunctionName = $function; FunctionArn = $arn; Change = 'Updated'; ImageUri = $published.ImageUri; PreviousImageUri = $published.ImageUri; State = 'Inactive'; Version = '112'
            Alias = 'live'; PreviousVersion = '111'; Architecture = 'Arm64'; Region = 'ap-southeast-2'; Duration = [timespan]::FromSeconds(125); Image = $published
            Traffic = [LambdaImage.LambdaTraffic]@{ AliasArn = "${arn}:live"; Steps = [double[]]@(10.0, 50.0); BakeTime = [timespan]::FromMinutes(5); Invocations = 1200; Errors = 3 }
        }
        [LambdaImage.LambdaFunctionImage]@{
            FunctionName = $function; FunctionArn = $arn; Qualifier = '$LATEST'; Version = '$LATEST'; Weight = 0.1; ImageUri = $published.ImageUri; Digest = $digest; Repository = $repository
            SourceTags = [string[]]@('prod'); Tags = [string[]]@('v1.4.2'); Drift = 'RepositoryGone'; InRepository = $false; Size = 123456789; PushedAt = $when; CreatedAt = $when; BaseAge = [timespan]::FromDays(90)
            Architecture = 'Arm64'; State = 'Active'; LastModified = $when; Region = 'ap-southeast-2'
        }
        [LambdaImage.LambdaFunctionComparison]@{
            FunctionName = $function; NoChange = $false; Change = 'Updated'; Summary = 'Point the function at the image'; ImageUri = $published.ImageUri; NewImageUri = $published.ImageUri
            Differences = [LambdaImage.FunctionDifference[]]@([LambdaImage.FunctionDifference]::new('memory', '128 MB', '512 MB'), [LambdaImage.FunctionDifference]::new('time-out', '3 s', '30 s')); Size = 42; NewSize = 43; Region = 'ap-southeast-2'
        }
        [LambdaImage.LambdaFunctionRelease]@{
            FunctionName = $function; Version = '112'; ImageUri = $published.ImageUri; Digest = $digest; Published = $when; Aliases = [string[]]@('live 10%'); IsLive = $true; IsDirty = $false
            Revision = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d'; Branch = 'main'; User = 'ann.example'; Tool = 'LambdaImage'; Tag = 'v1.4.2'; ImageTags = [string[]]@('v1.4.2'); Region = 'ap-southeast-2'
        }
        [LambdaImage.ImageCopy]@{
            Destination = 'us-gov-west-1 (role auditor)'; ImageUri = $published.ImageUri; Repository = $repository; Digest = $digest; Tags = [string[]]@('prod'); Referrers = [string[]]@($digest); Region = 'us-gov-west-1'; AccountId = '123456789012'
            BytesSent = 123456789; Duration = [timespan]::FromSeconds(5); FailedWith = 'AccessDenied'; Error = 'Not allowed.'; Remedy = 'Ask for it.'
        }
        [LambdaImage.ExportedLambdaImage]@{
            Path = '/srv/shop.tar'; Format = 'DockerArchive'; Reference = 'shop:v1.4.2'; Source = $published.ImageUri; Digest = $digest; SourceDigest = $digest; Size = 123456789
            Architecture = 'Arm64'; Warnings = [string[]]@('A warning.'); Duration = [timespan]::FromSeconds(5)
        }
        [LambdaImage.LambdaImageSbom]@{ Path = '/srv/shop/sbom.cdx.json'; Text = "{}`n"; Components = 1234; Digest = $digest; Warnings = [string[]]@('A warning.'); Dockerfile = $file }
        [LambdaImage.LambdaImageInvocation]@{
            RequestId = '6f2cfa0f-9c0f-4a2a-8d50-0a4f9c1d2e3f'; FunctionName = $function; Image = 'shop:latest'; Digest = $digest; PayloadPath = '/srv/events/a-long-name-of-an-event.json'; Payload = '{"errorType":"TypeError"}'
            FunctionError = 'Unhandled'; ErrorType = 'TypeError'; ErrorMessage = 'No such thing.'; StackTrace = [string[]]@('at handler'); Log = [string[]]@('A line.'); InitDuration = [timespan]::FromMilliseconds(812.4)
            Duration = [timespan]::FromMilliseconds(12.34); MemorySize = 10240; MaxMemoryUsed = 1234
        }
        [LambdaImage.LambdaImageMeasurement]@{
            Image = $published.ImageUri; Digest = $digest; Architecture = 'Arm64'; BaseImage = 'public.ecr.aws/lambda/nodejs:22'; Size = 423456789; CompressedSize = 123456789; ShareOfLimit = 0.0394; Files = 12345
            FilesSize = 413456789; WastedBytes = 10000000; EntryPoint = [string[]]@('/entry'); Command = [string[]]@('app.handler'); Advice = [string[]]@('Delete it.'); Duration = [timespan]::FromSeconds(5)
            Layers = [LambdaImage.MeasuredLayer[]]@([LambdaImage.MeasuredLayer]::new(1, $digest, $digest, 'tar', 123456789, 423456789, 12345, 10000000, $true, 'COPY . /var/task', $when))
            BiggestFiles = [LambdaImage.MeasuredFile[]]@([LambdaImage.MeasuredFile]::new('/var/task/model.bin', 29000000, 1)); BiggestFolders = [LambdaImage.MeasuredFolder[]]@([LambdaImage.MeasuredFolder]::new('/var/task', 29000000, 7))
            Wasted = [LambdaImage.WastedFile[]]@([LambdaImage.WastedFile]::new('/tmp/old.bin', 10000000, 1, 2, 'Deleted')); ColdStart = [LambdaImage.ColdStartFile[]]@([LambdaImage.ColdStartFile]::new('/entry', 42, 1, 'entry point'))
        }
        & {
            $layer = [LambdaImage.MeasuredLayer]::new(1, $digest, $digest, 'tar', 123456789, 423456789, 12345, 10000000, $true, 'COPY . /var/task', $when)
            $layer.Added = [LambdaImage.LayerChange]::new(12345, 423456789, [LambdaImage.MeasuredFile[]]@([LambdaImage.MeasuredFile]::new('/var/task/model.bin', 29000000, 1)))
            $layer
        }
        [LambdaImage.LambdaImageDifference]@{
            Reference = $published.ImageUri; Difference = $image.Reference; ReferenceDigest = $digest; DifferenceDigest = $digest; ReferenceBase = 'public.ecr.aws/lambda/nodejs:20'; ReferenceSize = 123456789
            DifferenceSize = 133456789; Files = [LambdaImage.ImageFileDifference[]]@([LambdaImage.ImageFileDifference]::new('/var/task/app.js', 'Changed', [string[]]@('content', 'mode'), 4200, 3900))
            Settings = [LambdaImage.ImageSettingDifference[]]@([LambdaImage.ImageSettingDifference]::new('Env MODE', 'a', 'b')); Duration = [timespan]::FromSeconds(5)
            Layers = [LambdaImage.ImageLayerDifference[]]@([LambdaImage.ImageLayerDifference]::new($digest, $digest, 42, 'Equal'))
        }
        [LambdaImage.ImageFileDifference]::new('/var/task/app.js', 'Changed', [string[]]@('content', 'mode'), 4200, 3900)
        [LambdaImage.RepositoryCleanup]@{
            Repository = $repository; Region = 'ap-southeast-2'; AccountId = '123456789012'; Images = [LambdaImage.RepositoryImage[]]@($old); Checked = [string[]]@('123456789012/ap-southeast-2'); FunctionVersions = 12; Duration = [timespan]::FromSeconds(5)
        }
        [LambdaImage.CacheCleanup]@{ Path = '/srv/cache/lambda-image'; Entries = 123; BytesFreed = 123456789; Kept = 12; KeptSize = 42; Duration = [timespan]::FromSeconds(5) }
        [LambdaImage.RemovedLambdaFunction]@{ FunctionName = $function; FunctionArn = $arn; Region = 'ap-southeast-2'; Versions = [string[]]@('111', '112'); Repository = $repository; Images = [LambdaImage.RepositoryImage[]]@($old); Steps = [string[]]@('Deleted it.') }
        [LambdaImage.ImportedConfiguration]@{
            Path = '/srv/lambda-image.yml'; Text = "service: shop`n"; Source = '/srv/serverless.yml'; Tool = 'Serverless Framework'; Written = $true; Images = [string[]]@('web', 'worker'); Functions = [string[]]@('api', 'admin')
            Unsupported = [LambdaImage.UnsupportedSetting[]]@([LambdaImage.UnsupportedSetting]::new('package.patterns', 'serverless.yml', 7, 'an image has no package', 'Use .dockerignore.'))
        }
        [LambdaImage.DockerfileFinding]@{
            RuleId = 'AptRecommends'; Severity = 'Warning'; Message = 'apt-get installs what it recommends too.'; Remedy = 'Add --no-install-recommends.'; File = '/srv/Dockerfile'; Line = 117; Column = 12
            Url = 'https://example.com/lint'
        }
    )
    $samples | ForEach-Object -Begin { $table = [ordered]@{} } -Process { $table[$_.GetType().Name] = $_ } -End { $table }
}

Export-ModuleMember -Function New-SampleRecord

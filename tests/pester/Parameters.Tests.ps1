# Every parameter of every cmdlet, typed: what is given reaches the engine, in the field that is meant. One line for each parameter; the last
# test finds one that is missing.
BeforeDiscovery {
    # Given: what is typed. Reaches: the field of a request, where it is not called as the parameter is. As: the field's text, where it is not
    # what was typed. With: what else has to be typed, Of: and how.
    $parameters = @{
        AccessKey                 = @{ Given = { 'AKIATYPED' }; Reaches = 'Session.Keys.AccessKey'; With = 'SecretKey' }
        AccountProfile            = @{ Given = { 'audit' }; Reaches = 'Accounts.ProfileName' }
        AccountRoleArn            = @{ Given = { 'arn:aws:iam::123456789012:role/audit' }; Reaches = 'Accounts.RoleArn' }
        Alarm                     = @{ Given = { 'errors', 'latency' }; Reaches = 'Traffic.Alarms' }
        Alias                     = @{ Given = { 'canary' }; Reaches = 'Alias', 'Aliases', 'Traffic.Alias' }
        AliasOnly                 = @{ Given = { $true } }
        All                       = @{ Given = { $true }; Reaches = 'FunctionNames'; As = '' }
        AllImage                  = @{ Given = { $true }; Reaches = 'AllImages' }
        AllowInsecureRegistry     = @{ Given = { $true } }
        ApplicationLogLevel       = @{ Given = { 'Debug' }; Reaches = 'Settings.ApplicationLogLevel' }
        Architecture              = @{ Given = { 'aarch64' }; As = 'Arm64' }
        BakeTime                  = @{ Given = { '90s' }; Reaches = 'Traffic.BakeTime'; As = '00:01:30' }
        Base                      = @{ Given = { 'nodejs:24' } }
        BaseImage                 = @{ Given = { 'node:24-slim' }; Reaches = 'Settings'; As = 'base.image="node:24-slim"' }
        BaseMirror                = @{ Given = { 'base' } }
        BuildArgument             = @{ Given = { @{ VERSION = 1.5 } }; Reaches = 'BuildArguments'; As = 'VERSION=1.5' }
        BuildContext              = @{ Given = { @{ shared = 'node:22' } }; Reaches = 'BuildContexts'; As = 'shared=node:22' }
        Builder                   = @{ Given = { 'far' } }
        BuildOption               = @{ Given = { '--add-host=a:1' }; Reaches = 'Arguments' }
        BuildPackage              = @{ Given = { 'gcc', 'make' }; Reaches = 'Settings'; As = 'packages.build=["gcc","make"]' }
        BuildSecret               = @{ Given = { 'npm', @{ id = 'pip'; variable = 'PIP_TOKEN' } }; Reaches = 'Settings'; As = 'secrets=["npm",{"id":"pip","variable":"PIP_TOKEN"}]' }
        CacheFrom                 = @{ Given = { 'a', 'b' } }
        CacheTo                   = @{ Given = { 'type=inline' } }
        Canary                    = @{ Given = { 10, 50 }; Reaches = 'Traffic.Canary' }
        ClientContext             = @{ Given = { @{ custom = 'typed' } }; As = '{"custom":"typed"}' }
        Command                   = @{ Given = { 'app.handler', 'two' }; Reaches = 'Settings.Command', 'Command' }
        Configuration             = @{ Given = { 'other.yml' } }
        CopyBeforeInstall         = @{ Given = { 'patches' }; Reaches = 'Settings'; As = 'copyBeforeInstall=["patches"]' }
        CreateRole                = @{ Given = { $true }; Reaches = 'Settings.CreateRole' }
        Credential                = @{ Given = { [pscustomobject]@{ AccessKey = 'AKIA'; SecretKey = 'secret' } }; Reaches = 'Session.KeysSource'; As = '-Credential' }
        DeadLetterArn             = @{ Given = { 'arn:aws:sqs:eu-west-1:123456789012:dead' }; Reaches = 'Settings.DeadLetterArn' }
        DependencyInstall         = @{ Given = { 'Host' }; Reaches = 'Settings'; As = 'dependencyInstall="Host"' }
        Deployment                = @{ Given = { $deployment }; Reaches = 'FunctionName'; As = 'deployed' }
        DeploymentPackage         = @{ Given = { 'libpq', 'curl' }; Reaches = 'Settings'; As = 'packages.deployment=["libpq","curl"]' }
        Description               = @{ Given = { 'Takes orders.' }; Reaches = 'Settings.Description' }
        Destination               = @{ Given = { 'registry.example/shop:1' } }
        Difference                = @{ Given = { 'registry.example/other:2' } }
        Dockerfile                = @{ Given = { 'api.Dockerfile' } }
        DryRun                    = @{ Given = { $true } }
        Eject                     = @{ Given = { $true } }
        Encryption                = @{ Given = { 'KMS_DSSE' }; Reaches = 'RepositoryOptions.Encryption'; As = 'KmsDsse' }
        EndpointUrl               = @{ Given = { 'http://127.0.0.1:4566' }; Reaches = 'Session.EndpointUrl' }
        Engine                    = @{ Given = { 'Podman' } }
        EntryPoint                = @{ Given = { '/entry', 'one' }; Reaches = 'Settings.EntryPoint', 'EntryPoint' }
        EnvironmentMode           = @{ Given = { 'Merge' }; Reaches = 'Settings.EnvironmentMode' }
        EnvironmentVariable       = @{ Given = { @{ STAGE = 'prod' } }; Reaches = 'Settings.Environment', 'Environment'; As = 'STAGE=prod' }
        EphemeralStorage          = @{ Given = { '2GB' }; Reaches = 'Settings.EphemeralStorage', 'EphemeralStorage'; As = '2048' }
        Exclude                   = @{ Given = { 'AptRecommends' } }
        FailOn                    = @{ Given = { 'Warning' }; Elsewhere = 'Lint.Tests.ps1' }
        FailOnSeverity            = @{ Given = { 'High' }; Reaches = 'FailOnSeverity', 'FailOn' }
        FileSystem                = @{ Given = { @{ '/mnt/data' = 'arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-1' } }; Reaches = 'Settings.FileSystems.MountPath'; As = '/mnt/data' }
        First                     = @{ Given = { 7 }; Reaches = 'Limit' }
        Force                     = @{ Given = { $true } }
        Format                    = @{ Given = { 'OciArchive' } }
        Framework                 = @{ Given = { 'Flask' } }
        From                      = @{ Given = { 'template.yaml' } }
        FunctionCommand           = @{ Given = { @{ typed = 'other.handler' } }; Reaches = 'Settings.Command'; As = 'other.handler' }
        FunctionCredential        = @{ Given = { $true }; Reaches = 'FunctionCredentials' }
        FunctionName              = @{ Given = { 'typed' }; Reaches = 'FunctionName', 'FunctionNames' }
        FunctionRegion            = @{ Given = { 'eu-west-1', 'eu-north-1' }; Reaches = 'Regions' }
        FunctionTag               = @{ Given = { @{ team = 'shop' } }; Reaches = 'Settings.Tags'; As = 'team=shop' }
        FunctionUrl               = @{ Given = { 'AWS_IAM' }; Reaches = 'Settings.Url.Auth'; As = 'AwsIam' }
        FunctionUrlCors           = @{ Given = { @{ allowOrigins = 'https://shop.example' } }; Reaches = 'Settings.Url.Cors.AllowOrigins'; As = 'https://shop.example'; With = 'FunctionUrl' }
        FunctionUrlInvokeMode     = @{ Given = { 'RESPONSE_STREAM' }; Reaches = 'Settings.Url.InvokeMode'; As = 'ResponseStream'; With = 'FunctionUrl' }
        Handler                   = @{ Given = { 'app.main' } }
        Hook                      = @{ Given = { @{ AfterBuild = 'after.Dockerfile' } }; Reaches = 'Settings'; As = 'hooks={"AfterBuild":"after.Dockerfile"}' }
        IgnoreAccount             = @{ Given = { '210987654321' }; Reaches = 'IgnoredAccounts' }
        Image                     = @{ Given = { 'registry.example/typed:1' }; Reaches = 'Image', 'ImageUri' }
        ImagePath                 = @{ Given = { '/opt/app' } }
        IncludeEqual              = @{ Given = { $true } }
        ImageCommand              = @{ Given = { 'app.handler', 'two' }; Reaches = 'Settings'; As = 'command=["app.handler","two"]' }
        ImageEnvironment          = @{ Given = { @{ LANG = 'C.UTF-8' } }; Reaches = 'Settings'; As = 'environment={"LANG":"C.UTF-8"}' }
        ImageUri                  = @{ Given = { 'registry.example/typed:2' } }
        ImageVersion              = @{ Given = { '1.4.2' }; Reaches = 'Version' }
        Include                   = @{ Given = { 'AptRecommends' } }
        KeepDays                  = @{ Given = { 7 }; Reaches = 'KeepYounger'; As = '7.00:00:00' }
        KeepImage                 = @{ Given = { $true }; Reaches = 'KeepImages' }
        KeepLast                  = @{ Given = { 3 } }
        KeepRepository            = @{ Given = { $true } }
        KeepTag                   = @{ Given = { 'v*', 'prod' }; Reaches = 'KeepTags' }
        KmsKey                    = @{ Given = { 'alias/shop' }; Reaches = 'RepositoryOptions.KmsKey' }
        KmsKeyArn                 = @{ Given = { 'arn:aws:kms:eu-west-1:123456789012:key/1' }; Reaches = 'Settings.KmsKeyArn' }
        Label                     = @{ Given = { @{ team = 'shop' } }; Reaches = 'Labels'; As = 'team=shop' }
        LambdaAccess              = @{ Given = { $false }; Reaches = 'RepositoryOptions.LambdaAccess' }
        LambdaAccount             = @{ Given = { '210987654321' }; Reaches = 'RepositoryOptions.LambdaAccounts' }
        LambdaDockerfile          = @{ Given = { $file }; Reaches = 'Dockerfile.ContextPath'; As = '{app}' }
        LifecyclePolicy           = @{ Given = { '{"rules":[]}' }; Reaches = 'RepositoryOptions.LifecyclePolicy', 'WriteLifecyclePolicy' }
        LiteralPath               = @{ Given = { $app }; Reaches = 'Path'; As = '{app}' }
        LogFormat                 = @{ Given = { 'Json' }; Reaches = 'Settings.LogFormat' }
        LogGroup                  = @{ Given = { '/shop/orders' }; Reaches = 'Settings.LogGroup' }
        MaxErrorPercent           = @{ Given = { 2.5 }; Reaches = 'Traffic.MaxErrorPercent' }
        MaxImages                 = @{ Given = { 50 }; Reaches = 'RepositoryOptions.MaxImages' }
        MemorySize                = @{ Given = { '1GB' }; Reaches = 'Settings.MemorySize', 'MemorySize'; As = '1024' }
        Name                      = @{ Given = { 'typed-name' } }
        Network                   = @{ Given = { 'host' } }
        NoAutoPackage             = @{ Given = { $true }; Reaches = 'Settings'; As = 'packages.auto=false' }
        NoCache                   = @{ Given = { $true } }
        NoCreateRepository        = @{ Given = { $true } }
        OldBase                   = @{ Given = { 'nodejs@sha256:1a2b' } }
        OlderThan                 = @{ Given = { '30d' }; As = '30.00:00:00' }
        Output                    = @{ Given = { Join-Path $app out.tar }; As = '{app}/out.tar' }
        OverwriteDockerfile       = @{ Given = { $true }; Reaches = 'Force' }
        Package                   = @{ Given = { 'git', 'curl' }; Reaches = 'Settings'; As = 'packages.all=["git","curl"]' }
        Path                      = @{ Given = { $app }; Reaches = 'Path', 'Paths'; As = '{app}' }
        Payload                   = @{ Given = { @{ id = 'typed' } }; Reaches = 'Events.Payload'; As = '{"id":"typed"}' }
        PayloadPath               = @{ Given = { (New-Item (Join-Path $app event.json) -Value '{}' -Force).FullName }; Reaches = 'Events.Path'; As = '{app}/event.json' }
        Permission                = @{ Given = { @{ statementId = 'api'; principal = 'apigateway.amazonaws.com' } }; Reaches = 'Settings.Permissions.Principal'; As = 'apigateway.amazonaws.com' }
        PinBase                   = @{ Given = { $true }; Reaches = 'Settings'; As = 'base.pin=true' }
        ProfileLocation           = @{ Given = { Join-Path $app credentials }; Reaches = 'Session.ProfileLocation'; As = '{app}/credentials' }
        ProfileName               = @{ Given = { 'work' }; Reaches = 'Session.ProfileName', 'ProfileName' }
        Project                   = @{ Given = { $project }; Reaches = 'Project.Name', 'Dockerfile.Project.Name', 'Name'; As = 'known' }
        PublishVersion            = @{ Given = { $true } }
        Pull                      = @{ Given = { $true } }
        Reference                 = @{ Given = { 'registry.example/one:1' } }
        Region                    = @{ Given = { 'eu-west-3' }; Reaches = 'Session.Region', 'Region' }
        RegistryEndpoint          = @{ Given = { 'http://127.0.0.1:5000' }; Reaches = 'Session.RegistryEndpoint' }
        Release                   = @{ Given = { $release }; Reaches = 'FunctionName'; As = 'released' }
        ReleaseCommand            = @{ Given = { 'php', 'artisan' }; Reaches = 'Traffic.ReleaseCommand' }
        ReleaseCredential         = @{ Given = { $true }; Reaches = 'Traffic.ReleaseCredentials' }
        ReleaseEngine             = @{ Given = { 'Podman' }; Reaches = 'Traffic.ReleaseEngine' }
        ReleasePayload            = @{ Given = { @{ migrate = $true } }; Reaches = 'Traffic.ReleasePayload'; As = '{"migrate":true}' }
        RemoveEnvironmentVariable = @{ Given = { 'OLD', 'OLDER' }; Reaches = 'Settings.RemovedEnvironment' }
        ReportFormat              = @{ Given = { 'JUnit' }; Reaches = 'Format'; With = 'ReportPath' }
        ReportPath                = @{ Given = { Join-Path $app findings.xml }; Reaches = 'Path'; As = '{app}/findings.xml' }
        Repository                = @{ Given = { 'typed/repository' } }
        RepositoryTag             = @{ Given = { @{ team = 'shop' } }; Reaches = 'RepositoryOptions.Tags'; As = 'team=shop' }
        ReservedConcurrency       = @{ Given = { 5 }; Reaches = 'Settings.ReservedConcurrency' }
        Role                      = @{ Given = { 'shop-role' }; Reaches = 'Settings.Role' }
        RuntimeVersion            = @{ Given = { '24' } }
        Sbom                      = @{ Given = { $true } }
        ScanOnPush                = @{ Given = { $false }; Reaches = 'RepositoryOptions.ScanOnPush' }
        ScanTimeoutSeconds        = @{ Given = { '10m' }; Reaches = 'ScanTimeout', 'Timeout'; As = '00:10:00' }
        Secret                    = @{ Given = { @{ npm = 'env:NPM_TOKEN' } }; Reaches = 'Secrets'; As = 'npm=env:NPM_TOKEN' }
        SecretKey                 = @{ Given = { 'typed-secret' }; Reaches = 'Session.Keys.SecretKey'; With = 'AccessKey' }
        SecurityGroupId           = @{ Given = { 'sg-1', 'sg-2' }; Reaches = 'Settings.SecurityGroupIds' }
        SessionToken              = @{ Given = { 'typed-token' }; Reaches = 'Session.Keys.SessionToken'; With = 'AccessKey', 'SecretKey' }
        Setting                   = @{ Given = { @{ 'base.variant' = 'slim' } }; Reaches = 'Settings'; As = 'base.variant="slim"' }
        Severity                  = @{ Given = { 'Warning' }; Reaches = 'MinimumSeverity' }
        SmokeExpect               = @{ Given = { '^ok' }; Reaches = 'Traffic.SmokeExpect' }
        SmokePayload              = @{ Given = { @{ path = '/health' } }; Reaches = 'Traffic.SmokePayload'; As = '{"path":"/health"}' }
        SnapStart                 = @{ Given = { 'PublishedVersions' }; Reaches = 'Settings.SnapStart' }
        SourceLabel               = @{ Given = { $true }; Reaches = 'SourceLabels' }
        Ssh                       = @{ Given = { $true }; Reaches = 'Settings'; As = 'ssh=true' }
        Stage                     = @{ Given = { 'prod' } }
        SubnetId                  = @{ Given = { 'subnet-1', 'subnet-2' }; Reaches = 'Settings.SubnetIds' }
        SystemLogLevel            = @{ Given = { 'Warn' }; Reaches = 'Settings.SystemLogLevel' }
        Tag                       = @{ Given = { 'typed-tag' }; Reaches = 'Tag', 'Tags' }
        TagMutability             = @{ Given = { 'IMMUTABLE' }; Reaches = 'RepositoryOptions.TagMutability' }
        TagMutabilityExclusion    = @{ Given = { 'latest', 'sha256-*' }; Reaches = 'RepositoryOptions.TagMutabilityExclusions' }
        Target                    = @{ Given = { 'final' } }
        TextOnly                  = @{ Given = { $true } }
        ThrottleLimit             = @{ Given = { 2 }; Of = @{ FunctionName = 'one', 'two' } }
        Timeout                   = @{ Given = { '2m' }; Reaches = 'Settings.Timeout', 'Timeout.TotalSeconds'; As = '120' }
        ToProfile                 = @{ Given = { 'other' }; Reaches = 'Destinations.ProfileName' }
        Top                       = @{ Given = { 3 } }
        ToRegion                  = @{ Given = { 'us-east-1' }; Reaches = 'Destinations.Region' }
        ToRoleArn                 = @{ Given = { 'arn:aws:iam::123456789012:role/copy' }; Reaches = 'Destinations.RoleArn' }
        TracingMode               = @{ Given = { 'Active' }; Reaches = 'Settings.Tracing' }
        User                      = @{ Given = { '1000:1000' }; Reaches = 'Settings'; As = 'user="1000:1000"' }
        Version                   = @{ Given = { '12' }; Reaches = 'Version', 'Versions' }
        WaitForScan               = @{ Given = { $true } }
        WaitTimeoutSeconds        = @{ Given = { '2m' }; Reaches = 'WaitTimeout'; As = '00:02:00' }
        WebAdapter                = @{ Given = { @{ port = 3000 } }; Reaches = 'Settings'; As = 'webAdapter={"port":"3000"}' }
        WorkingDirectory          = @{ Given = { '/srv' }; Reaches = 'Settings.WorkingDirectory', 'WorkingDirectory' }
    }
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    # In another PowerShell: this one is to get the module with the recording engine.
    $cases = Invoke-PowerShell @"
        Import-Module '$(Get-StagedModule)'
        `$common = [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters
        foreach (`$cmdlet in Get-Command -Module LambdaImage) { `$cmdlet.Parameters.Keys.Where{ `$_ -notin `$common }.ForEach{ "`$cmdlet `$_" } }
"@ | ForEach-Object { $words = -split $_; @{ Cmdlet = $words[0]; Name = $words[1]; Table = $parameters } }
}

BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $engine = Import-RecordedLambdaImage $TestDrive
    $app = (New-Item -ItemType Directory (Join-Path $TestDrive app)).FullName
    Push-Location (New-Item -ItemType Directory (Join-Path $TestDrive elsewhere))
    $project = Get-LambdaProject $app -Name known
    $file = New-LambdaDockerfile $app
    $built = $file | Build-LambdaImage
    $deployment = [LambdaImage.LambdaFunctionDeployment]@{ FunctionName = 'deployed'; FunctionArn = 'deployed'; Change = 'Updated'; ImageUri = 'repo:1' }
    $published = [LambdaImage.PublishedLambdaImage]@{ ImageUri = 'registry.example/typed:1'; Repository = 'typed'; Digest = 'sha256:1a2b' }
    $release = [LambdaImage.LambdaFunctionRelease]@{ FunctionName = 'released'; Version = '12' }

    # Text that tells values apart, whatever their type.
    function Text($value) {
        $each = if ($null -ne $value -and $value.PSObject.Properties['Keys']) { $value.GetEnumerator() } else { $value }
        @($each).ForEach{ if ($null -ne $_ -and $_.PSObject.Properties['Key']) { "$($_.Key)=$($_.Value)" } else { "$_" } } -join ' '
    }

    # What a field of a request holds; nothing where the request has no such field.
    function Field($request, [string] $path) {
        $values = , $request
        foreach ($name in $path.Split('.')) {
            $values = foreach ($value in $values) {
                if ($value -is [Func[LambdaImage.AwsKeys]]) { $value = $value.Invoke() }
                if ($null -ne $value -and $value.PSObject.Properties[$name]) { , $value.$name }
            }
        }
        if ($null -ne $values) { Text $values }
    }

    # What is typed for a parameter of this cmdlet.
    function Given([string] $name) {
        $type = (Get-Command $Cmdlet).Parameters[$name].ParameterType
        if ($type -eq [switch]) { $true } elseif ($type -eq [LambdaImage.PublishedLambdaImage]) { $published } elseif ($type -eq [LambdaImage.BuiltLambdaImage]) { $built } else { & $Table[$name].Given }
    }

    # Runs the cmdlet with these parameters and what their set wants besides; gives what the fields of all requests hold then.
    function Reached([string[]] $names, [string[]] $paths, [hashtable] $of) {
        $engine::Reset()
        $set = (Get-Command $Cmdlet).ParameterSets.Where{ $there = $_.Parameters.Name; -not $names.Where{ $_ -notin $there } }[0]
        $typed = @{}
        foreach ($each in $names + $set.Parameters.Where{ $_.IsMandatory }.ForEach{ $_.Name }) { $typed[$each] = $of[$each] ?? (Given $each) }
        if ('Confirm' -in $set.Parameters.Name) { $typed.Confirm = $false }
        $null = & $Cmdlet @typed
        $requests = foreach ($request in $engine::Requests) {
            $request
            foreach ($part in 'Update', 'Project') { if ($request.PSObject.Properties[$part] -and $request.$part -isnot [Delegate]) { $request.$part } }
        }
        foreach ($request in $requests) { foreach ($path in $paths) { Field $request $path } }
    }
}

AfterAll { Pop-Location }

Describe 'What is typed' {
    It 'as -<Name> of <Cmdlet> reaches the engine' -ForEach $cases {
        $row = $Table[$Name]
        if ($row.ContainsKey('Elsewhere')) { Join-Path $PSScriptRoot $row.Elsewhere | Should -FileContentMatch "-$Name\b"; return }
        $with = @(if ($row.ContainsKey('With')) { $row.With })
        $paths = if ($row.ContainsKey('Reaches')) { $row.Reaches } else { $Name }
        $meant = if ($row.ContainsKey('As')) { $row.As.Replace('{app}', $app) } else { Text (Given $Name) }

        $of = if ($row.ContainsKey('Of')) { $row.Of } else { @{} }
        # Get-LambdaProject asks nobody: it takes an account so that one splat fits all cmdlets of the pipe.
        if ($Cmdlet -eq 'Get-LambdaProject' -and $paths -like 'Session.*') {
            Reached (@($Name) + $with) Session -of $of | Should -BeNullOrEmpty
            return
        }

        Reached (@($Name) + $with) $paths -of $of | Should -Contain $meant
        # Without it, the field holds something else: what came was typed.
        $mandatory = (Get-Command $Cmdlet).Parameters[$Name].ParameterSets.Values.Where{ $_.IsMandatory }
        if (-not $mandatory) { Reached @() $paths -of $of | Should -Not -Contain $meant }
    }
}

Describe 'The table' {
    It 'has every parameter, and no other' -ForEach @{ Rows = $parameters.Keys; There = $cases.Name | Sort-Object -Unique } {
        $Rows | Sort-Object | Should -Be $There
    }
}

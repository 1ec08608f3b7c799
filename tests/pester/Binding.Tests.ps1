BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $engine = Import-RecordedLambdaImage $TestDrive
    $app = (New-Item -ItemType Directory (Join-Path $TestDrive app)).FullName

    function Asked([string] $type) { $engine::Requests.ToArray().Where{ $_.GetType().Name -eq $type } }
}

Describe 'The spine, piped by value' {
    BeforeAll {
        $engine::Reset()
        $deployment = Get-LambdaProject $app -Architecture arm64 -Name shop | New-LambdaDockerfile | Build-LambdaImage |
            Publish-LambdaImage -Repository shop -Tag v1, v2 | Update-LambdaFunctionImage -FunctionName demo -Role arn:role
    }

    It 'asks the engine once for each step' {
        $engine::Requests.ToArray().ForEach{ $_.GetType().Name } |
            Should -Be ProjectRequest, DockerfileRequest, BuildRequest, PublishRequest, UpdateFunctionRequest
    }

    It 'hands each record on' {
        (Asked DockerfileRequest).Project.Name | Should -Be shop
        (Asked BuildRequest).Dockerfile.Project.Architecture | Should -Be Arm64
        (Asked PublishRequest).Image.Reference | Should -Be shop:latest
        (Asked PublishRequest).Tags | Should -Be v1, v2
        (Asked UpdateFunctionRequest).ImageUri | Should -BeLike '*/shop@sha256:*'
        (Asked UpdateFunctionRequest).Architecture | Should -Be Arm64
        (Asked UpdateFunctionRequest).Settings.Role | Should -Be arn:role
    }

    It 'takes the Region of the registry for the function' {
        (Asked UpdateFunctionRequest).Session.Region | Should -Be eu-west-1
    }

    It 'ends with a record that explains the whole run' {
        $deployment.Image.Image.Dockerfile.Project.Path | Should -Be $app
    }
}

Describe 'Input by value' {
    BeforeEach { $engine::Reset() }

    It 'New-LambdaDockerfile takes a path' {
        New-LambdaDockerfile $app -Framework Flask -TextOnly | Should -BeOfType LambdaImage.LambdaDockerfile
        (Asked ProjectRequest).Framework | Should -Be Flask
        (Asked DockerfileRequest).TextOnly | Should -BeTrue
    }

    It 'New-LambdaDockerfile looks again when a choice is made about a known project' {
        Get-LambdaProject $app -Dockerfile own | New-LambdaDockerfile -Handler other.handler | Out-Null
        (Asked ProjectRequest)[1].Handler | Should -Be other.handler
        (Asked ProjectRequest)[1].Dockerfile | Should -Be own
    }

    It 'Build-LambdaImage takes a folder and goes all the way' {
        Build-LambdaImage $app -Force | Should -BeOfType LambdaImage.BuiltLambdaImage
        $engine::Requests.ToArray().ForEach{ $_.GetType().Name } | Should -Be ProjectRequest, DockerfileRequest, BuildRequest
        (Asked DockerfileRequest).Force | Should -BeTrue
    }

    It 'Build-LambdaImage takes a project by position' {
        $project = Get-LambdaProject $app
        Build-LambdaImage $project | Should -BeOfType LambdaImage.BuiltLambdaImage
    }

    It 'Build-LambdaImage takes a Dockerfile by position' {
        $file = New-LambdaDockerfile $app
        $engine::Requests.Clear()
        Build-LambdaImage $file | Out-Null
        $engine::Requests.ToArray().ForEach{ $_.GetType().Name } | Should -Be BuildRequest
    }

    It 'Build-LambdaImage refuses choices that the Dockerfile has already decided' {
        $file = New-LambdaDockerfile $app
        { $file | Build-LambdaImage -Architecture arm64 } | Should -Throw -ErrorId 'RequestInvalid,*' -ExpectedMessage '-Architecture*'
    }

    It 'Build-LambdaImage takes a mixture of folders and records' {
        @($app; Get-LambdaProject $app; New-LambdaDockerfile $app) | Build-LambdaImage | Should -HaveCount 3
    }

    It 'Publish-LambdaImage takes a reference' {
        Publish-LambdaImage docker.io/library/shop:1.2 | Out-Null
        (Asked ProjectRequest).Image | Should -Be docker.io/library/shop:1.2
        (Asked ProjectRequest).UseEnvironment | Should -BeFalse
        (Asked ProjectRequest).Name | Should -Be shop
        (Asked PublishRequest) | Should -HaveCount 1
    }

    It 'Publish-LambdaImage takes an archive as a file' {
        $archive = New-Item (Join-Path $TestDrive shop.tar)
        $archive | Publish-LambdaImage | Out-Null
        (Asked ProjectRequest).Image | Should -Be $archive.FullName
    }

    It 'Publish-LambdaImage takes an OCI layout by relative path' {
        $layout = (New-Item -ItemType Directory (Join-Path $TestDrive layout)).FullName
        New-Item (Join-Path $layout oci-layout) | Out-Null
        Push-Location $TestDrive
        try { Publish-LambdaImage ./layout | Out-Null } finally { Pop-Location }
        (Asked ProjectRequest).Image | Should -Be $layout
    }

    It 'Publish-LambdaImage says what to do with a project folder' {
        $problem = { Publish-LambdaImage $app } | Should -Throw -ErrorId 'ImageInvalid,*' -PassThru
        $problem.ErrorDetails.RecommendedAction | Should -BeLike '*Build-LambdaImage*| Publish-LambdaImage*'
    }

    It '<_> takes a published image that was built elsewhere' -ForEach 'Publish-LambdaImage', 'Measure-LambdaImage', 'Invoke-LambdaImage' {
        $elsewhere = [LambdaImage.PublishedLambdaImage]@{ ImageUri = 'repo:1'; Repository = 'repo'; Digest = 'sha256:1a2b' }
        $elsewhere | & $_ | Should -Not -BeNullOrEmpty
    }

    It 'Publish-LambdaImage promotes what was published elsewhere' {
        Build-LambdaImage $app | Publish-LambdaImage -Repository one | Publish-LambdaImage -Repository two | Out-Null
        (Asked ProjectRequest)[1].Image | Should -BeLike '*/one@sha256:*'
    }
}

Describe 'Input by property name' {
    BeforeEach { $engine::Reset() }

    It 'binds the path of any object' {
        ([pscustomobject]@{ Path = $app } | Get-LambdaProject).Path | Should -Be $app
    }

    It 'binds the URI of any object to Publish-LambdaImage' {
        [pscustomobject]@{ ImageUri = 'registry.example/shop:1' } | Publish-LambdaImage | Out-Null
        (Asked ProjectRequest).Image | Should -Be registry.example/shop:1
    }

    It 'binds the URI and the function of any object to Update-LambdaFunctionImage' {
        [pscustomobject]@{ FunctionName = 'demo'; ImageUri = 'repo:1' } | Update-LambdaFunctionImage | Out-Null
        (Asked UpdateFunctionRequest).FunctionName | Should -Be demo
        (Asked UpdateFunctionRequest).ImageUri | Should -Be repo:1
    }

    It 'rolls a deployment back with what it remembers' {
        $deployment = [pscustomobject]@{ FunctionName = 'demo'; ImageUri = 'repo@new' } | Update-LambdaFunctionImage
        $deployment | Update-LambdaFunctionImage -ImageUri $deployment.PreviousImageUri | Out-Null
        (Asked UpdateFunctionRequest)[1].FunctionName | Should -Be demo
        (Asked UpdateFunctionRequest)[1].ImageUri | Should -Be $deployment.PreviousImageUri
    }

    It 'updates every function in the pipe with one published image' {
        $published = Build-LambdaImage $app | Publish-LambdaImage
        @([pscustomobject]@{ FunctionName = 'a' }; [pscustomobject]@{ FunctionName = 'b' }) |
            Update-LambdaFunctionImage -Image $published | Out-Null
        (Asked UpdateFunctionsRequest).Functions.FunctionName | Should -Be a, b
        (Asked UpdateFunctionsRequest).Functions.Image | Should -HaveCount 2
    }
}

Describe 'Input from JSON' {
    BeforeDiscovery {
        $sources = 'Publish-LambdaImage', 'Invoke-LambdaImage', 'Measure-LambdaImage', 'Export-LambdaImage -Path copy.tar', 'Compare-LambdaImage other:1'
        # Every record that a cmdlet takes by value. Outlined: a record whose texts say all that is asked, however little of the rest is left.
        $taken = @(
            @{ Record = 'project'; By = 'New-LambdaDockerfile', 'Build-LambdaImage', 'Test-LambdaDockerfile', 'New-LambdaImageSbom', 'Deploy-LambdaImage -FunctionName demo' }
            @{ Record = 'dockerfile'; By = 'Build-LambdaImage', 'Test-LambdaDockerfile', 'New-LambdaImageSbom' }
            @{ Record = 'built'; By = $sources + 'New-LambdaImageSbom' }
            @{ Record = 'published'; By = $sources + 'Update-LambdaFunctionImage demo' + 'Compare-LambdaFunctionImage demo'; Outlined = $true }
            @{ Record = 'exported'; By = $sources; Outlined = $true }
            @{ Record = 'deployment'; By = , 'Restore-LambdaFunctionImage'; Outlined = $true }
            @{ Record = 'release'; By = , 'Restore-LambdaFunctionImage'; Outlined = $true }
        ) | ForEach-Object { foreach ($line in $_.By) { @{ Record = $_.Record; Line = $line; Outlined = $_.ContainsKey('Outlined') } } }
    }

    BeforeAll {
        $records = @{ project = Get-LambdaProject $app -Architecture arm64 -Name shop }
        $records.dockerfile = $records.project | New-LambdaDockerfile
        $records.built = $records.dockerfile | Build-LambdaImage
        $records.published = $records.built | Publish-LambdaImage -Repository shop -Tag v1
        $records.exported = $records.built | Export-LambdaImage -Path (Join-Path $TestDrive shop-exported.tar)
        $records.deployment = $records.published | Update-LambdaFunctionImage demo -Alias live
        $records.release = Get-LambdaFunctionRelease demo | Select-Object -First 1

        # Its texts and numbers alone.
        $kept = @{}
        foreach ($name in 'ImageUri', 'Repository', 'Digest', 'Region', 'AccountId', 'Size', 'BytesSent', 'Architecture', 'Duration') { $kept[$name] = $records.published.$name }
        $outlines = @{ published = [LambdaImage.PublishedLambdaImage]$kept }

        function Written($record, [int] $Depth, [switch] $Numbers) {
            $record | ConvertTo-Json -Depth $Depth -EnumsAsStrings:(-not $Numbers) -WarningAction SilentlyContinue | ConvertFrom-Json
        }
        # All that the engine is asked when the object is piped into the line. A delegate is another one each time.
        function AskedBy($object, [string] $line) {
            $engine::Requests.Clear()
            $object | & ([scriptblock]::Create("process { `$_ | $line }")) | Out-Null
            foreach ($request in $engine::Requests.ToArray()) {
                $fields = $request.PSObject.Properties.Where{ $_.Value -isnot [Delegate] }
                "$($request.GetType().Name): $($fields.ForEach{ "$($_.Name)=$($_.Value | ConvertTo-Json -Depth 12)" })"
            }
        }
    }

    BeforeEach { $engine::Reset() }

    It '<Record> | <Line> asks the same, with enums as words and as numbers' -ForEach $taken {
        $asked = AskedBy $records[$Record] $Line
        $asked | Should -Not -BeNullOrEmpty
        AskedBy (Written $records[$Record] -Depth 9) $Line | Should -Be $asked
        AskedBy (Written $records[$Record] -Depth 9 -Numbers) $Line | Should -Be $asked
    }

    It '<Record> | <Line> refuses what was cut off' -ForEach $taken.Where{ -not $_.Outlined } {
        { AskedBy (Written $records[$Record] -Depth 2) $Line } |
            Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*is cut off*ConvertTo-Json -Depth 9 -EnumsAsStrings*'
        $engine::Requests | Should -BeNullOrEmpty
    }

    It '<Record> | <Line> goes on with what is left at depth <Depth>' -ForEach $taken.Where{ $_.Outlined }.ForEach{ foreach ($depth in 0, 2) { $_ + @{ Depth = $depth } } } {
        $asked = AskedBy ($outlines[$Record] ?? $records[$Record]) $Line
        $asked | Should -Not -BeNullOrEmpty
        AskedBy (Written $records[$Record] -Depth $Depth) $Line | Should -Be $asked
    }
}

Describe 'The three modes' {
    BeforeEach { $engine::Reset() }

    It 'reads -Dockerfile <given> as <expected>' -ForEach @(
        @{ given = $true; expected = 'Dockerfile' }, @{ given = $false; expected = $null }, @{ given = $null; expected = $null }
        @{ given = ''; expected = $null }, @{ given = 'docker/Dockerfile.prod'; expected = 'docker/Dockerfile.prod' }
    ) {
        $app | Get-LambdaProject -Dockerfile $given | Out-Null
        (Asked ProjectRequest).Dockerfile | Should -Be $expected
    }

    It 'lets the engine judge when both -Dockerfile and -Image are given, for <_>' -ForEach 'Get-LambdaProject', 'New-LambdaDockerfile', 'Build-LambdaImage' {
        & $_ $app -Dockerfile $true -Image repo:1 -ErrorAction Ignore | Out-Null
        $app | & $_ -Dockerfile $true -Image repo:1 -ErrorAction Ignore | Out-Null
        (Asked ProjectRequest).Dockerfile | Should -Be Dockerfile, Dockerfile
        (Asked ProjectRequest).Image | Should -Be repo:1, repo:1
    }

    It 'lets the environment choose unless a framework was named' {
        Get-LambdaProject $app | Out-Null
        Get-LambdaProject $app -Framework Flask | Out-Null
        (Asked ProjectRequest).UseEnvironment | Should -Be $true, $false
    }

    It 'knows <_> as a processor' -ForEach 'arm64', 'aarch64', 'linux/arm64', 'ARM64' {
        (Get-LambdaProject $app -Architecture $_).Architecture | Should -Be Arm64
    }

    It 'refuses a processor that Lambda does not have' {
        { Get-LambdaProject $app -Architecture s390x } | Should -Throw '*s390x*x86_64 or arm64*'
    }
}

Describe 'The parameters of a build' {
    It 'reach the engine as they were meant' {
        $engine::Reset()
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive shared)).FullName
        Push-Location $TestDrive
        try {
            $build = @{
                Engine = 'Podman'; Output = './out.tar'; Tag = 'shop:1'; Target = 'final'; NoCache = $true; Pull = $true; AllowInsecureRegistry = $true; BaseMirror = 'base'
                Network = 'host'; CacheFrom = 'a', 'b'; CacheTo = 'type=inline'; BuildOption = '--add-host=a:1'
                BuildArg = @{ VERSION = 1.5; FLAG = $true }; Label = @{ 'com.example.team' = 'shop' }; SourceLabel = $true; Secret = @{ npm = './npmrc' }; BuildContext = @{ shared = './shared'; base = 'node:22'; laid = 'oci-layout://./shared:v1' }
            }
            Build-LambdaImage $app @build | Out-Null
        }
        finally { Pop-Location }

        $request = Asked BuildRequest
        $request.Engine | Should -Be Podman
        $request.Output | Should -Be (Join-Path $TestDrive out.tar)
        $request.Tag | Should -Be shop:1
        $request.Target | Should -Be final
        $request.NoCache, $request.Pull, $request.AllowInsecureRegistry | Should -Be $true, $true, $true
        $request.BuildArguments['VERSION'] | Should -Be '1.5'
        $request.BuildArguments['FLAG'] | Should -Be 'True'
        $request.Labels['com.example.team'] | Should -Be 'shop'
        $request.SourceLabels | Should -BeTrue
        $request.BaseMirror | Should -Be base
        $request.Network | Should -Be host
        $request.CacheFrom | Should -Be a, b
        $request.CacheTo | Should -Be type=inline
        $request.Arguments | Should -Be '--add-host=a:1'
        $request.Secrets['npm'] | Should -Be (Join-Path $TestDrive npmrc)
        $request.BuildContexts['shared'] | Should -Be $folder
        $request.BuildContexts['base'] | Should -Be node:22
        $request.BuildContexts['laid'] | Should -Be "oci-layout://${folder}:v1"
    }

    It 'choose docker for a builder of buildx' {
        $engine::Reset()
        Build-LambdaImage $app -Builder far | Out-Null
        (Asked BuildRequest).ForEach{ "$($_.Engine) $($_.Builder)" } | Should -Be 'Docker far'
        (Asked DockerfileRequest).Engine | Should -Be Docker
    }
}

Describe 'The settings of a function' {
    BeforeEach { $engine::Reset() }

    It 'reach the engine as they were meant' {
        $settings = @{
            MemorySize = 512; Timeout = 30; EphemeralStorage = 1024; EnvironmentVariable = @{ A = 'b' }; Command = 'app.handler'
            EntryPoint = @(); WorkingDirectory = ''; Description = 'Shop'; PublishVersion = $true; Force = $true; WaitTimeoutSeconds = 60
        }
        Update-LambdaFunctionImage demo repo:1 @settings | Out-Null
        $request = Asked UpdateFunctionRequest
        $request.Settings.MemorySize, $request.Settings.Timeout, $request.Settings.EphemeralStorage | Should -Be 512, 30, 1024
        $request.Settings.Environment['A'] | Should -Be b
        $request.Settings.Command | Should -Be app.handler
        $request.Settings.EntryPoint.Count | Should -Be 0
        $request.Settings.WorkingDirectory | Should -Be ''
        $request.PublishVersion, $request.Force | Should -Be $true, $true
        $request.WaitTimeout | Should -Be ([timespan]::FromMinutes(1))
    }

    It 'that were not given stay as they are' {
        Update-LambdaFunctionImage demo repo:1 | Out-Null
        $settings = (Asked UpdateFunctionRequest).Settings
        foreach ($name in 'Role', 'MemorySize', 'Timeout', 'EphemeralStorage', 'Environment', 'Command', 'EntryPoint', 'WorkingDirectory', 'Description') {
            $null -eq $settings.$name | Should -BeTrue -Because "$name was not given"
        }
        (Asked UpdateFunctionRequest).WaitTimeout | Should -Be ([timespan]::FromMinutes(5))
    }

    It 'are refused where Lambda would refuse them' {
        { Update-LambdaFunctionImage demo repo:1 -MemorySize 64 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}

Describe 'Deploy-LambdaImage' {
    BeforeEach { $engine::Reset() }

    It 'carries every choice to its step' {
        $all = @{
            Architecture = 'arm64'; Tag = 'v1'; Repository = 'shop'; Stage = 'prod'; Region = 'eu-west-1'; MemorySize = 256; Engine = 'Docker'
            OverwriteDockerfile = $true; NoCreateRepository = $true
        }
        Deploy-LambdaImage $app demo @all | Should -BeOfType LambdaImage.LambdaFunctionDeployment
        (Asked ServiceRequest).Project.Architecture | Should -Be Arm64
        (Asked ServiceRequest).Force | Should -BeTrue
        (Asked BuildRequest).Engine | Should -Be Docker
        (Asked BuildRequest).Tag | Should -BeNullOrEmpty
        (Asked PublishRequest).Tags | Should -Be v1
        (Asked PublishRequest).Stage | Should -Be prod
        (Asked PublishRequest).NoCreateRepository | Should -BeTrue
        (Asked UpdateFunctionRequest).FunctionName | Should -Be demo
        (Asked UpdateFunctionRequest).Settings.MemorySize | Should -Be 256
        (Asked UpdateFunctionRequest).Force | Should -BeFalse
        (Asked UpdateFunctionRequest).Image | Should -Not -BeNullOrEmpty
        (Asked PublishRequest).Session.Region, (Asked UpdateFunctionRequest).Session.Region | Should -Be eu-west-1, eu-west-1
    }

    It 'takes a project from the pipe' {
        Get-LambdaProject $app -Image repo:1 | Deploy-LambdaImage -FunctionName demo | Out-Null
        (Asked ServiceRequest).Project.Image | Should -Be repo:1
    }
}

Describe 'Values as people write them' {
    BeforeEach { $engine::Reset() }

    It 'are read from <written>' -ForEach @(
        @{ written = 'a table'; value = @{ A = 1 } }, @{ written = 'an ordered table'; value = [ordered]@{ A = 1 } }
        @{ written = 'a word'; value = 'A=1' }, @{ written = 'words'; value = @('A=1') }
        @{ written = 'an object'; value = [pscustomobject]@{ A = 1 } }, @{ written = 'JSON'; value = '{ "A": 1 }' | ConvertFrom-Json }
    ) {
        Update-LambdaFunctionImage demo repo:1 -EnvironmentVariable $value | Out-Null
        (Asked UpdateFunctionRequest).Settings.Environment['A'] | Should -Be 1
        Build-LambdaImage $app -BuildArgument $value -Label $value | Out-Null
        (Asked BuildRequest).BuildArguments['A'], (Asked BuildRequest).Labels['A'] | Should -Be 1, 1
    }

    It 'are several tables for -Permission, <written>' -ForEach @(
        @{ written = 'as tables'; value = @{ StatementId = 'a'; Principal = 'p' }, @{ StatementId = 'b'; Principal = 'p' }; ids = 'a', 'b' }
        @{ written = 'as ordered tables'; value = [ordered]@{ StatementId = 'a'; Principal = 'p' }, [ordered]@{ StatementId = 'b'; Principal = 'p' }; ids = 'a', 'b' }
        @{ written = 'as JSON'; value = '[{ "StatementId": "a", "Principal": "p" }, { "statementId": "b", "principal": "p" }]' | ConvertFrom-Json; ids = 'a', 'b' }
        @{ written = 'as one object'; value = [pscustomobject]@{ StatementId = 'a'; Principal = 'p' }; ids = , 'a' }
        @{ written = 'as the words of one'; value = 'StatementId=a', 'Principal=p'; ids = , 'a' }
        @{ written = 'as an empty list'; value = @(); ids = @() }
    ) {
        Update-LambdaFunctionImage demo repo:1 -Permission $value | Out-Null
        Deploy-LambdaImage $app demo -Permission $value | Out-Null
        (Asked UpdateFunctionRequest) | Should -HaveCount 2
        foreach ($request in Asked UpdateFunctionRequest) {
            $request.Settings.Permissions.ForEach{ $_.StatementId } | Should -Be $ids
            $request.Settings.Permissions.Where{ $_.Principal -ne 'p' } | Should -BeNullOrEmpty
        }
    }

    It 'are refused where they are no table' {
        { Update-LambdaFunctionImage demo repo:1 -Permission events } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage "*'events' is no table*"
        { Build-LambdaImage $app -Label team } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage "*'team' is no table*NAME=value*"
    }

    It 'may be times and sizes' {
        Update-LambdaFunctionImage demo repo:1 -Timeout 15m -WaitTimeoutSeconds 2m -MemorySize 1GB -EphemeralStorage 2GB | Out-Null
        $request = Asked UpdateFunctionRequest
        $request.Settings.Timeout, $request.Settings.MemorySize, $request.Settings.EphemeralStorage | Should -Be 900, 1024, 2048
        $request.WaitTimeout | Should -Be ([timespan]'00:02:00')
        { Update-LambdaFunctionImage demo repo:1 -Timeout soon } | Should -Throw '*soon*'
        { Update-LambdaFunctionImage demo repo:1 -MemorySize 1500000 } | Should -Throw '*no whole number of MB*'
    }

    It 'may be names as AWS writes them' {
        Update-LambdaFunctionImage demo repo:1 -FunctionUrl AWS_IAM -FunctionUrlInvokeMode RESPONSE_STREAM | Out-Null
        (Asked UpdateFunctionRequest).Settings.Url.Auth | Should -Be AwsIam
        Publish-LambdaImage repo:1 -Encryption KMS_DSSE -TagMutability IMMUTABLE | Out-Null
        (Asked PublishRequest).RepositoryOptions.Encryption | Should -Be KmsDsse
    }

    It 'may be an event of properties alone' {
        Update-LambdaFunctionImage demo repo:1 -Alias live -SmokePayload ([pscustomobject]@{ path = '/health'; headers = @{ a = 1 } }) | Out-Null
        (Asked UpdateFunctionRequest).Traffic.SmokePayload | Should -Be '{"path":"/health","headers":{"a":1}}'
        Update-LambdaFunctionImage demo repo:1 -Alias live -SmokePayload @{ n = @(7uy, 7s, 7n, (ConvertFrom-Json '7')); at = [datetime]::new(2026, 3, 4, 5, 6, 7, [DateTimeKind]::Utc) } | Out-Null
        (Asked UpdateFunctionRequest)[-1].Traffic.SmokePayload | ConvertFrom-Json -DateKind String | ConvertTo-Json -Compress | Should -BeIn '{"n":[7,7,7,7],"at":"2026-03-04T05:06:07Z"}', '{"at":"2026-03-04T05:06:07Z","n":[7,7,7,7]}'
    }

    It 'a value that is a table or list is no variable' {
        Update-LambdaFunctionImage demo repo:1 -EnvironmentVariable @{ A = [pscustomobject]@{ b = 1 } } -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'RequestInvalid*'
        $failure[0].ToString() | Should -BeLike "*'A'*"
    }
}
